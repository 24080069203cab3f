import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';

/** What a window says that was opened to sign in, where the browser lets it not close itself. */
export function HandedBack() {
  return (
    <Box margin="xxl">
      <main>
        <Alert type="success" header="You are signed in">
          The page that asked for it goes on. This window may be closed.
        </Alert>
      </main>
    </Box>
  );
}
