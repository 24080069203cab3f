import Box from '@cloudscape-design/components/box';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { Item } from './master-kinds.ts';
import { words } from './words.ts';

const types: Readonly<Record<string, StatusIndicatorProps.Type>> = {
  draft: 'in-progress',
  submitted: 'pending',
  upcoming: 'info',
  'in-force': 'success',
  superseded: 'stopped',
  withdrawn: 'stopped',
  dropped: 'stopped',
};

/** How a version stands. */
export function VersionStanding({ standing }: { readonly standing: string }) {
  return <StatusIndicator type={types[standing] ?? 'info'}>{words(standing).toLowerCase()}</StatusIndicator>;
}

/** How a thing of a list stands: what of it is in force, and the version that is being written beside that. */
export function ItemStanding({ item: { standing, open } }: { readonly item: Pick<Item, 'standing' | 'open'> }) {
  const waits = open !== undefined && open.standing !== standing;
  return (
    <>
      <VersionStanding standing={standing} />
      {waits && (
        <Box fontSize="body-s" color="text-body-secondary">
          {open.withdraws ? 'withdrawal' : `version ${open.version}`} {words(open.standing).toLowerCase()}
        </Box>
      )}
    </>
  );
}
