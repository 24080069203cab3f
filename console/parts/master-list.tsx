import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import * as v from 'valibot';
import type { PageProps } from '../page-props.ts';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';
import { ApprovalOutcomes, ApproveChosen, useApprovals } from './approve-chosen.tsx';
import { changeQuery } from './change-query.ts';
import { ChosenFilter } from './chosen-filter.tsx';
import { Filters } from './filters.tsx';
import { LinkTo } from './link-to.tsx';
import { type Item, itemShape, type MasterPlace } from './master-kinds.ts';
import { queryPath } from './query-path.ts';
import { SaveMenu } from './save-menu.tsx';
import { type Column, ServerTable } from './server-table.tsx';
import { TypedFilter } from './typed-filter.tsx';
import { ItemStanding } from './version-standing.tsx';
import { When } from './when.tsx';
import { words } from './words.ts';

interface Given extends PageProps {
  readonly place: MasterPlace;
  /** What can be done beside what all of them have. */
  readonly actions?: ReactNode;
}

const standings = [
  { value: 'submitted', label: 'waiting for approval' },
  { value: 'draft', label: 'drafts' },
  { value: 'in-force', label: 'in force' },
  { value: 'upcoming', label: 'in force later' },
  { value: 'withdrawn', label: 'withdrawn' },
];
const rows = v.array(itemShape);

/** Products or locations, each with what is in force and what waits; several of those that wait can be approved at once. */
export function MasterList({ place, route, actions }: Given) {
  const { may, username } = useHere();
  const approvals = useApprovals(place);
  const narrowing = { text: route.query.get('text') ?? '', standing: route.query.get('standing') ?? '' };
  const idOf = (item: Item) => String(item[place.id]);
  const change = (query: Record<string, string>) => {
    // Nothing is chosen of what is shown no longer.
    approvals.choose([]);
    changeQuery(route, query);
  };
  const mayChoose = ({ open }: Item) => open?.standing === 'submitted' && !open.authors.includes(username);
  return (
    <SpaceBetween size="m">
      {(approvals.outcomes.length > 0 || approvals.error !== null) && <ApprovalOutcomes of={approvals} />}
      <ServerTable
        name={place.plural}
        title={place.title}
        path={queryPath(`/api/${place.plural}`, { ...narrowing, perPage: 50 })}
        shape={v.looseObject({})}
        rowsOf={(told) => v.parse(rows, told[place.plural])}
        idOf={idOf}
        columns={columnsOf(place)}
        empty={`No ${place.one} yet. "New ${place.one}" or a spreadsheet makes the first.`}
        filter={
          <Filters>
            <TypedFilter label="Search" value={narrowing.text} change={(text) => change({ text })} />
            <ChosenFilter
              label="Standing"
              value={narrowing.standing}
              values={standings}
              change={(standing) => change({ standing })}
            />
          </Filters>
        }
        isNarrowed={Object.values(narrowing).some((one) => one !== '')}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {may('master-data:approve') && <ApproveChosen of={approvals} place={place} />}
            <SaveMenu label="Export" files={exportsOf(place)} />
            {may('registry:write') && <Button href={routeTo(place.plural, '', { do: 'import' })}>Import</Button>}
            {actions}
            {may('registry:write') && (
              <Button variant="primary" href={routeTo(place.plural, '', { do: 'new' })}>
                New {place.one}
              </Button>
            )}
          </SpaceBetween>
        }
        chosen={may('master-data:approve') ? { rows: approvals.rows, choose: approvals.choose, mayChoose } : undefined}
      />
    </SpaceBetween>
  );
}

const exportsOf = ({ plural, one }: MasterPlace) => [
  { text: 'CSV', name: `${plural}.csv`, path: `/api/exports/${plural}` },
  { text: 'EPCIS, XML', name: `${plural}.xml`, path: queryPath('/api/exports/epcis', { format: 'xml', kind: one }) },
  { text: 'EPCIS, JSON', name: `${plural}.json`, path: queryPath('/api/exports/epcis', { format: 'json', kind: one }) },
];

function columnsOf(place: MasterPlace): readonly Column<Item>[] {
  const [first, ...others] = place.columns.map(({ title, cell }): Column<Item> => ({ id: title, header: title, cell }));
  return [
    idColumn(place),
    ...(first === undefined ? [] : [first]),
    { id: 'standing', header: 'Standing', cell: (item) => <ItemStanding item={item} /> },
    ...others,
    { id: 'version', header: 'Version', cell: ({ version }) => version },
    { id: 'from', header: 'In force from', cell: ({ effectiveFrom }) => <When at={effectiveFrom} /> },
  ];
}

const idColumn = (place: MasterPlace): Column<Item> => ({
  id: place.id,
  header: words(place.id),
  isRowHeader: true,
  cell: (item) => (
    <LinkTo page={place.plural} subject={String(item[place.id])}>
      <code>{String(item[place.id])}</code>
    </LinkTo>
  ),
});
