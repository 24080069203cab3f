import Button from '@cloudscape-design/components/button';
import type * as v from 'valibot';
import { type mappingItem, mappingPage } from '../../shared/messages/mappings-api.ts';
import { LinkTo } from '../parts/link-to.tsx';
import { queryPath } from '../parts/query-path.ts';
import { type Column, ServerTable } from '../parts/server-table.tsx';
import { ItemStanding } from '../parts/version-standing.tsx';
import { When } from '../parts/when.tsx';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';

type MappingItem = v.InferOutput<typeof mappingItem>;

const columns: readonly Column<MappingItem>[] = [
  {
    id: 'name',
    header: 'Name',
    isRowHeader: true,
    cell: ({ name }) => (
      <LinkTo page="mappings" subject={name}>
        <code>{name}</code>
      </LinkTo>
    ),
  },
  {
    id: 'standing',
    header: 'Standing',
    cell: ({ standing, open }) => standing !== undefined && <ItemStanding item={{ standing, open }} />,
  },
  { id: 'direction', header: 'Direction', cell: ({ mapping }) => mapping?.direction },
  { id: 'format', header: 'Format', cell: ({ mapping }) => mapping?.format },
  { id: 'description', header: 'What it is for', cell: ({ mapping }) => mapping?.description },
  { id: 'version', header: 'Version', cell: ({ version }) => version },
  { id: 'from', header: 'In force from', cell: ({ effectiveFrom }) => <When at={effectiveFrom} /> },
];

/** Mappings by name, each with what is in force and what is being written. */
export function MappingsList() {
  const { may } = useHere();
  const make = may('registry:write') && (
    <Button variant="primary" href={routeTo('mappings', '', { do: 'new' })}>
      New mapping
    </Button>
  );
  return (
    <ServerTable
      name="mappings"
      title="Mappings"
      description="A partner names one for each direction; without one, EPCIS goes and comes as it is"
      path={queryPath('/api/mappings', { perPage: 50 })}
      shape={mappingPage}
      rowsOf={({ mappings }) => mappings}
      idOf={({ name }) => name}
      columns={columns}
      empty='No mapping yet. "New mapping" begins with one that is ready made.'
      actions={make}
    />
  );
}
