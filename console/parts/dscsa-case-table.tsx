import Box from '@cloudscape-design/components/box';
import { caseStates } from '../../shared/dscsa/kinds.ts';
import type { PageProps } from '../page-props.ts';
import { changeQuery } from './change-query.ts';
import { ChosenFilter } from './chosen-filter.tsx';
import { type BriefDscsaCase, dscsaKinds, dscsaPage } from './dscsa-case.ts';
import { DscsaDue } from './dscsa-due.tsx';
import { Filters } from './filters.tsx';
import { LinkTo } from './link-to.tsx';
import { queryPath } from './query-path.ts';
import { type Column, ServerTable } from './server-table.tsx';
import { When } from './when.tsx';
import { words } from './words.ts';

const REFRESH_MS = 10_000;

const columns: readonly Column<BriefDscsaCase>[] = [
  { id: 'case', header: 'Case', isRowHeader: true, cell: (row) => <Title of={row} /> },
  { id: 'kind', header: 'Kind', cell: ({ kind }) => dscsaKinds[kind] },
  { id: 'state', header: 'State', cell: ({ state }) => words(state).toLowerCase() },
  { id: 'due', header: 'Due', cell: (row) => <DscsaDue of={row} /> },
  { id: 'by', header: 'Begun by', cell: ({ by }) => by },
  { id: 'updated', header: 'Last change', cell: ({ updatedAt }) => <When at={updatedAt} /> },
];

function Title({ of: { id, title, problem } }: { readonly of: BriefDscsaCase }) {
  return (
    <>
      <LinkTo page="alerts" subject={id} query={{ tab: 'dscsa' }}>
        {title}
      </LinkTo>
      {problem !== undefined && (
        <Box fontSize="body-s" color="text-status-error">
          {problem}
        </Box>
      )}
    </>
  );
}

const kinds = Object.entries(dscsaKinds).map(([value, label]) => ({ value, label }));
const states = caseStates.map((value) => ({ value, label: words(value).toLowerCase() }));

/** Duties of the DSCSA, the latest first, narrowed as the address says. */
export function DscsaCaseTable({ route }: PageProps) {
  const asked = (name: string) => route.query.get(name) ?? '';
  const narrowing = { kind: asked('kind'), state: asked('state'), needsPerson: asked('needsPerson') };
  const change = (name: keyof typeof narrowing) => (value: string) => changeQuery(route, { [name]: value });
  const filter = (
    <Filters>
      <ChosenFilter label="Kind" value={narrowing.kind} values={kinds} change={change('kind')} />
      <ChosenFilter label="State" value={narrowing.state} values={states} change={change('state')} />
      <ChosenFilter
        label="Stuck"
        value={narrowing.needsPerson}
        values={[{ value: 'true', label: 'needs a person' }]}
        change={change('needsPerson')}
      />
    </Filters>
  );
  return (
    <ServerTable
      name="dscsa-cases"
      title="US cases (DSCSA)"
      description="Suspect product, notices to FDA, requests for transaction information, reports of exceptions"
      path={queryPath('/api/dscsa/cases', { ...narrowing, limit: 50 })}
      shape={dscsaPage}
      rowsOf={({ cases }) => cases}
      idOf={({ id }) => id}
      columns={columns}
      empty="No case. A pack that fails a verification, and a request of an authority, begin one."
      filter={filter}
      isNarrowed={Object.values(narrowing).some((one) => one !== '')}
      every={REFRESH_MS}
    />
  );
}
