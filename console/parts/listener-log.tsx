import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { type LoggedDelivery, loggedDelivery, loggedDeliveryPage } from '../../shared/announcements/listeners-api.ts';
import { useHere } from '../shell/session-context.ts';
import { count } from './count.ts';
import { queryPath } from './query-path.ts';
import { type Column, ServerTable } from './server-table.tsx';
import { useDeed } from './use-deed.tsx';
import { When } from './when.tsx';

const REFRESH_MS = 5_000;

const columns: readonly Column<LoggedDelivery>[] = [
  { id: 'at', header: 'When', cell: ({ at }) => <When at={at} /> },
  { id: 'type', header: 'What', isRowHeader: true, cell: ({ type }) => type },
  { id: 'why', header: 'Why', cell: ({ why }) => why },
  { id: 'outcome', header: 'Outcome', cell: (one) => <Outcome one={one} /> },
  { id: 'took', header: 'Took', cell: ({ duration }) => `${count(duration)} ms` },
  { id: 'next', header: 'Next try', cell: ({ nextTry }) => <When at={nextTry} /> },
  { id: 'event', header: 'Id', cell: ({ event }) => <code>{event}</code> },
];

/** Every try of thirty days to tell a listener something, the newest first; one that was of something can be told again. @param path of the listener */
export function ListenerLog({ path }: { readonly path: string }) {
  const { may } = useHere();
  const resend = useDeed(
    (api, { n }: LoggedDelivery) => api.post(`${path}/deliveries/${encodeURIComponent(n)}/resend`, {}, loggedDelivery),
    ({ outcome, failure }) => `It was told again: ${outcome}${failure === undefined ? '' : `, ${failure}`}.`,
    { isAlone: true },
  );
  const again: Column<LoggedDelivery> = {
    id: 'again',
    header: 'Acts',
    cell: (one) =>
      one.why !== 'test' && (
        <Button
          variant="inline-link"
          ariaLabel={`Tell it again: ${one.event}`}
          loading={resend.isPending && resend.variables?.n === one.n}
          onClick={() => resend.mutate(one)}
        >
          Tell it again
        </Button>
      ),
  };
  return (
    <ServerTable
      name="listener-log"
      title="Log"
      description="Every try of thirty days to tell it something"
      path={queryPath(`${path}/deliveries`, { limit: 50 })}
      shape={loggedDeliveryPage}
      rowsOf={({ deliveries }) => deliveries}
      idOf={({ n }) => n}
      columns={may('listeners:write') ? columns.toSpliced(4, 0, again) : columns}
      empty="It was told nothing yet, in thirty days."
      every={REFRESH_MS}
    />
  );
}

function Outcome({ one: { outcome, status, failure } }: { readonly one: LoggedDelivery }) {
  return (
    <>
      <StatusIndicator type={outcome === 'delivered' ? 'success' : 'error'}>
        {status === undefined ? outcome : `${outcome}, ${status}`}
      </StatusIndicator>
      {failure !== undefined && (
        <Box fontSize="body-s" color="text-body-secondary">
          {failure}
        </Box>
      )}
    </>
  );
}
