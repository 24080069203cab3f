import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';

/** Why nobody is signed in, and the way to try again: going there by itself would go on for ever. */
export function NotSignedIn({ why }: { readonly why: string }) {
  const again = <Button onClick={() => location.reload()}>Sign in again</Button>;
  return (
    <Box margin="xxl">
      <main>
        <Alert type="error" header="Nobody is signed in" action={again}>
          {why}
        </Alert>
      </main>
    </Box>
  );
}
