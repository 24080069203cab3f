import { noticePage, noticeStates, type RegulatorNotice } from '../../shared/messages/notices-api.ts';
import type { PageProps } from '../page-props.ts';
import { changeQuery } from './change-query.ts';
import { ChosenFilter } from './chosen-filter.tsx';
import { Filters } from './filters.tsx';
import { LinkTo } from './link-to.tsx';
import { NoticeState } from './notice-state.tsx';
import { queryPath } from './query-path.ts';
import { type Column, ServerTable } from './server-table.tsx';
import { TypedFilter } from './typed-filter.tsx';
import { When } from './when.tsx';
import { words } from './words.ts';

const REFRESH_MS = 10_000;

const columns: readonly Column<RegulatorNotice>[] = [
  {
    id: 'notice',
    header: 'Notice',
    isRowHeader: true,
    cell: ({ noticeId, document }) => (
      <LinkTo page="alerts" subject={noticeId} query={{ tab: 'notices' }}>
        {document}
      </LinkTo>
    ),
  },
  { id: 'market', header: 'Market', cell: ({ market }) => market.toUpperCase() },
  { id: 'kind', header: 'Kind', cell: ({ kind }) => kind },
  { id: 'state', header: 'State', cell: ({ state }) => <NoticeState state={state} /> },
  { id: 'came', header: 'Made', cell: ({ cameAt }) => <When at={cameAt} /> },
  { id: 'deadline', header: 'Receipt due by', cell: ({ deadline }) => <When at={deadline} /> },
  { id: 'from', header: 'Of', cell: ({ counterparty }) => counterparty },
  { id: 'items', header: 'Packs and packages', cell: ({ items }) => items },
];

const states = noticeStates.map((value) => ({ value, label: words(value).toLowerCase() }));

/** What regulators told of their own accord, the latest first, narrowed as the address says. */
export function NoticeTable({ route }: PageProps) {
  const asked = (name: string) => route.query.get(name) ?? '';
  const narrowing = { state: asked('state'), kind: asked('kind') };
  const filter = (
    <Filters>
      <ChosenFilter
        label="State"
        value={narrowing.state}
        values={states}
        change={(state) => changeQuery(route, { state })}
      />
      <TypedFilter
        label="Kind, as the regulator calls it"
        value={narrowing.kind}
        change={(kind) => changeQuery(route, { kind })}
      />
    </Filters>
  );
  return (
    <ServerTable
      name="regulator-notices"
      title="Regulators’ notices"
      description="What regulators tell of their own accord: goods on their way, taken, refused"
      path={queryPath('/api/regulator-notices', { ...narrowing, latestFirst: 'true', limit: 50 })}
      shape={noticePage}
      rowsOf={({ notices }) => notices}
      idOf={({ noticeId }) => noticeId}
      columns={columns}
      empty="No notice. Russia’s register tells them, where an access leads to it."
      filter={filter}
      isNarrowed={Object.values(narrowing).some((one) => one !== '')}
      every={REFRESH_MS}
    />
  );
}
