import Button from '@cloudscape-design/components/button';
import * as v from 'valibot';
import { LinkTo } from '../parts/link-to.tsx';
import { type NamedQuery, namedQuery, parametersOf } from '../parts/named-query.ts';
import { type Column, ServerTable } from '../parts/server-table.tsx';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';

const shape = v.array(namedQuery);

const columns: readonly Column<NamedQuery>[] = [
  {
    id: 'name',
    header: 'Query',
    isRowHeader: true,
    cell: ({ name }) => (
      <LinkTo page="subscriptions" subject={name}>
        {name}
      </LinkTo>
    ),
  },
  { id: 'asks', header: 'Asks for', cell: (query) => <Parameters query={query} /> },
];

/** Named queries of the tenant. */
export function QueriesList() {
  const { may } = useHere();
  const make = may('queries:write') && (
    <Button variant="primary" href={routeTo('subscriptions', '', { do: 'new' })}>
      New query
    </Button>
  );
  return (
    <ServerTable
      name="queries"
      title="Subscriptions"
      description="A named query says which events matter; whoever is subscribed to it is told of each that is captured."
      path="/epcis/queries?perPage=30"
      shape={shape}
      rowsOf={(queries) => queries}
      idOf={({ name }) => name}
      columns={columns}
      empty="No named query yet."
      actions={make}
    />
  );
}

function Parameters({ query }: { readonly query: NamedQuery }) {
  const parameters = parametersOf(query);
  if (parameters.length === 0) return 'every event';
  return (
    <ul className="plain">
      {parameters.map(([name, value]) => (
        <li key={name}>
          <code>{name}</code> = <code>{value}</code>
        </li>
      ))}
    </ul>
  );
}
