import Button from '@cloudscape-design/components/button';
import { type ListenerView, listenerPage } from '../../shared/announcements/listeners-api.ts';
import { LinkTo } from '../parts/link-to.tsx';
import { ListenerState } from '../parts/listener-state.tsx';
import { type Column, ServerTable } from '../parts/server-table.tsx';
import { When } from '../parts/when.tsx';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';

const REFRESH_MS = 10_000;

const columns: readonly Column<ListenerView>[] = [
  {
    id: 'name',
    header: 'Name',
    isRowHeader: true,
    cell: ({ name, listener }) => (
      <LinkTo page="listeners" subject={listener}>
        {name}
      </LinkTo>
    ),
  },
  { id: 'url', header: 'Called at', cell: ({ url }) => <code>{url}</code> },
  { id: 'kinds', header: 'Told of', cell: ({ kinds }) => kinds.join(', ') },
  { id: 'state', header: 'State', cell: (listener) => <ListenerState listener={listener} /> },
  {
    id: 'told',
    header: 'Last told',
    cell: ({ lastToldAt }) => (lastToldAt === undefined ? 'not yet' : <When at={lastToldAt} />),
  },
];

/** Systems of the tenant that are called by webhook when something happens. */
export function ListenersList() {
  const { may } = useHere();
  const make = may('listeners:write') && (
    <Button variant="primary" href={routeTo('listeners', '', { do: 'new' })}>
      New listener
    </Button>
  );
  return (
    <ServerTable
      name="listeners"
      title="Webhooks"
      description="A listener has an address that is called when something happens: signed, in order, at least once."
      path="/api/listeners"
      shape={listenerPage}
      rowsOf={({ listeners }) => listeners}
      idOf={({ listener }) => listener}
      columns={columns}
      empty="No listener yet."
      actions={make}
      every={REFRESH_MS}
    />
  );
}
