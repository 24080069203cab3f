import type { CellProblem } from '#shared/master-data/csv/column.ts';
import type { ImportedRow, ImportReport, RowProblem } from '#shared/messages/master-data-api.ts';
import { refuse } from '#shared/refusal.ts';
import { problem } from './problem.ts';

/** Changes and problems that are told. */
const MOST_TOLD = 500;

/** What became of one row of an upload. */
export interface DoneRow {
  readonly row: ImportedRow['row'];
  readonly outcome: ImportedRow['outcome'];
  readonly problems: readonly CellProblem[];
}

/**
 * The report of an upload: all rows are counted, the first changes and problems told.
 *
 * @param tell a row that is new or changed, as the report has it
 * @param passedOver what the upload holds that no row is made of
 */
export function importReport<Row extends DoneRow>(
  rows: readonly Row[],
  dryRun: boolean,
  tell: (row: Row) => ImportedRow,
  passedOver: readonly string[] = [],
): ImportReport {
  const count = (outcome: DoneRow['outcome']) => rows.filter((one) => one.outcome === outcome).length;
  return {
    dryRun,
    rows: rows.length,
    counts: { new: count('new'), changed: count('changed'), same: count('same'), refused: count('refused') },
    changes: rows
      .filter(({ outcome }) => outcome === 'new' || outcome === 'changed')
      .slice(0, MOST_TOLD)
      .map(tell),
    problems: rows
      .flatMap(({ row, problems }) => problems.map((one): RowProblem => ({ row, ...one })))
      .slice(0, MOST_TOLD),
    ...(passedOver.length > 0 && { passedOver: passedOver.slice(0, MOST_TOLD) }),
  };
}

/** The answer to an upload of which rows were written, or none were to be. */
export const taken = (report: ImportReport) => ({ status: 200, body: report });

/** The answer to an upload of which nothing was written since rows are at fault. @param nothing what there is none of now */
export function notTaken(url: string, report: ImportReport, nothing: string) {
  const refusal = refuse('malformed', `${report.counts.refused} of ${report.rows} rows are at fault; ${nothing}`, {
    remedy: 'mend the rows in report.problems, or send it with proceed=true to take the others',
  });
  const body = { ...problem(refusal, false, url), report };
  return { status: body.status, body, headers: { 'content-type': 'application/problem+json' } };
}
