import Box from '@cloudscape-design/components/box';
import Toggle from '@cloudscape-design/components/toggle';
import { auditActs } from '../../shared/access/audit-acts.ts';
import type { PageProps } from '../page-props.ts';
import { type AuditRow, auditPage, dayInUtc } from '../parts/audit-entries.ts';
import { changeQuery } from '../parts/change-query.ts';
import { DayFilter } from '../parts/day-filter.tsx';
import { ExportButton } from '../parts/export-button.tsx';
import { Filters } from '../parts/filters.tsx';
import { FoundFilter } from '../parts/found-filter.tsx';
import { queryPath } from '../parts/query-path.ts';
import { said as saidValue } from '../parts/said-value.ts';
import { type Column, ServerTable } from '../parts/server-table.tsx';
import { TypedFilter } from '../parts/typed-filter.tsx';
import { When } from '../parts/when.tsx';
import { words } from '../parts/words.ts';

/** As people say it; the code that stands in the trail is found by the same words. */
const said = (act: string) => words(act).toLowerCase();
const acts = auditActs.map((value) => ({ value, label: said(value) }));

const columns: readonly Column<AuditRow>[] = [
  { id: 'at', header: 'When', cell: ({ at }) => <When at={at} /> },
  { id: 'by', header: 'Who', cell: ({ by, home }) => `${by} of ${home}` },
  { id: 'act', header: 'What', isRowHeader: true, cell: ({ act }) => said(act) },
  { id: 'subject', header: 'To', cell: ({ subject }) => subject },
  {
    id: 'signed',
    header: 'Signed',
    cell: ({ signature }) =>
      signature && (
        <>
          {signature.name ?? signature.by}: {signature.meaning}
          {signature.reason !== undefined && <Box fontSize="body-s">{signature.reason}</Box>}
        </>
      ),
  },
  { id: 'detail', header: 'More', cell: ({ detail }) => detail && saidValue(detail) },
];

/** What people and machines changed, newest first, searched as the address says, and kept as a file. */
export function AuditPage({ route }: PageProps) {
  const asked = (name: string) => route.query.get(name) ?? '';
  const [from, to] = [asked('from'), asked('to')];
  const [subject, isExact] = [asked('subject'), asked('exact') === 'true'];
  const plain = { by: asked('by'), act: asked('act'), subject, exact: isExact && subject !== '' ? 'true' : '' };
  const narrowing = { ...plain, from: dayInUtc(from), to: dayInUtc(to, 1) };
  const change = (name: string) => (value: string) => changeQuery(route, { [name]: value });
  const filter = (
    <Filters>
      <TypedFilter label="By" value={plain.by} change={change('by')} />
      <FoundFilter label="What was done" value={plain.act} values={acts} change={change('act')} />
      <TypedFilter
        label={isExact ? 'To what, exactly' : 'To what, as it begins'}
        value={plain.subject}
        change={change('subject')}
      />
      <div className="beside">
        <Toggle checked={isExact} onChange={({ detail }) => change('exact')(detail.checked ? 'true' : '')}>
          Exactly this one
        </Toggle>
      </div>
      <DayFilter label="From the day" value={from} change={change('from')} />
      <DayFilter label="To the day" value={to} change={change('to')} />
    </Filters>
  );
  return (
    <ServerTable
      name="audit"
      title="Audit trail"
      description="What people and machines changed, newest first. Narrow it by what was done, or by what it was done to, such as user ada"
      path={queryPath('/api/audit', { ...narrowing, limit: 50 })}
      shape={auditPage}
      rowsOf={({ entries }) => entries}
      idOf={({ id }) => id}
      columns={columns}
      empty="Nothing was changed yet."
      filter={filter}
      isNarrowed={[...Object.values(plain), from, to].some((one) => one !== '')}
      actions={
        <ExportButton name="audit.csv" path={queryPath('/api/audit', { ...narrowing, limit: 200, format: 'csv' })} />
      }
    />
  );
}
