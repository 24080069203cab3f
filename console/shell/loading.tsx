import Box from '@cloudscape-design/components/box';
import Spinner from '@cloudscape-design/components/spinner';

/** Something is on its way. */
export function Loading({ what = 'Loading' }: { readonly what?: string }) {
  return (
    <Box padding="l" textAlign="center" color="text-body-secondary">
      <div role="status">
        <Spinner /> {what} …
      </div>
    </Box>
  );
}
