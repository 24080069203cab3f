import Button from '@cloudscape-design/components/button';
import * as v from 'valibot';
import { type MachineClient, machineClient } from '../../shared/access/member.ts';
import { roles } from '../../shared/access/permissions.ts';
import type { PageProps } from '../page-props.ts';
import { LinkTo } from '../parts/link-to.tsx';
import { MemberFilters, memberNarrowing } from '../parts/member-filters.tsx';
import { MemberState } from '../parts/member-state.tsx';
import { queryPath } from '../parts/query-path.ts';
import { type Column, ServerTable } from '../parts/server-table.tsx';
import { When } from '../parts/when.tsx';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';

const shape = v.object({ clients: v.array(machineClient), next: v.optional(v.string()) });

const columns: readonly Column<MachineClient>[] = [
  {
    id: 'id',
    header: 'Id',
    isRowHeader: true,
    cell: ({ id }) => (
      <LinkTo page="keys" subject={id}>
        {id}
      </LinkTo>
    ),
  },
  { id: 'name', header: 'What it is', cell: ({ name }) => name },
  { id: 'clientId', header: 'Client id', cell: ({ clientId }) => <code>{clientId}</code> },
  { id: 'role', header: 'Role', cell: ({ role }) => role },
  { id: 'scopes', header: 'Scopes', cell: ({ scopes }) => scopes.join(', ') },
  { id: 'partner', header: 'Of the partner', cell: ({ partner }) => partner },
  { id: 'state', header: 'State', cell: ({ state }) => <MemberState state={state} /> },
  { id: 'changed', header: 'Last change', cell: ({ changedAt }) => <When at={changedAt} /> },
];

const REFRESH_MS = 10_000;

/** Machine clients of the tenant, those that were removed too, narrowed as the address says. */
export function KeysList({ route }: PageProps) {
  const { may } = useHere();
  const make = may('people:write') && (
    <Button variant="primary" href={routeTo('keys', '', { do: 'new' })}>
      Make a key
    </Button>
  );
  const narrowing = memberNarrowing(route);
  return (
    <ServerTable
      name="keys"
      title="Keys"
      description="A key is a machine client (OAuth 2.0 client credentials): a client id and a secret, for which a system fetches tokens."
      path={queryPath('/api/clients', narrowing)}
      shape={shape}
      rowsOf={({ clients }) => clients}
      idOf={({ id }) => id}
      columns={columns}
      empty="No machine client yet."
      filter={<MemberFilters route={route} roles={roles} />}
      isNarrowed={Object.values(narrowing).some((one) => one !== '')}
      actions={make}
      every={REFRESH_MS}
    />
  );
}
