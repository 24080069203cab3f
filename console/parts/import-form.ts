import * as v from 'valibot';
import type { ImportReport } from '../../shared/messages/master-data-api.ts';
import { Problem } from '../api.ts';
import type { Needs } from '../needs.ts';
import { element } from './element.ts';
import { choice, field, form } from './form.ts';
import { type MasterPlace, reportShape } from './master-kinds.ts';
import { table } from './table.ts';

const refused = v.looseObject({ report: reportShape });

/** Takes a spreadsheet, shows what it would change and which rows are at fault, and stores drafts when it is told to. */
export function importForm({ api }: Needs, { plural, title }: MasterPlace, changed: () => void): HTMLFormElement {
  const file = element('input', { type: 'file', name: 'file', accept: '.csv,text/csv', required: '' });
  const how = choice('how', [
    ['dryRun', 'show what would change'],
    ['all', 'store drafts, all rows or none'],
    ['proceed', 'store drafts of the sound rows'],
  ]);
  const outcome = element('div', { class: 'wide', 'aria-live': 'polite' });
  const send = async () => {
    outcome.replaceChildren();
    const chosen = file.files?.[0];
    if (chosen === undefined) return;
    const query = how.value === 'dryRun' ? '?dryRun=true' : how.value === 'proceed' ? '?proceed=true' : '';
    const path = `/api/imports/${plural}${query}`;
    const report = await api.send(path, chosen, 'text/csv; charset=utf-8', reportShape).catch(reportIn);
    outcome.replaceChildren(reportOf(report));
    if (how.value !== 'dryRun') changed();
  };
  return form(
    `Import ${title.toLowerCase()}`,
    send,
    field('Spreadsheet (CSV in UTF-8, 5 MB at most)', file),
    field('What to do', how),
    element('button', { type: 'submit' }, 'Import'),
    outcome,
  );
}

/** The report that a refusal carries; what carries none is a refusal of the file as a whole. */
function reportIn(error: unknown): ImportReport {
  const read = v.safeParse(refused, error instanceof Problem ? error.said : undefined);
  if (read.success) return read.output.report;
  throw error;
}

function reportOf({ dryRun, rows, counts, changes, problems }: ImportReport): HTMLElement {
  const wouldBe = dryRun ? 'would be' : 'are';
  const columns = [
    { title: 'Row', cell: ({ row }: (typeof problems)[number]) => row },
    { title: 'Column', cell: ({ column }: (typeof problems)[number]) => column },
    { title: 'What is wrong', cell: ({ detail }: (typeof problems)[number]) => detail },
    { title: 'What to do', cell: ({ remedy }: (typeof problems)[number]) => remedy },
  ];
  const changed = changes.map(({ row, id, outcome, differences = [] }) =>
    element(
      'li',
      {},
      `row ${row}, ${id}: ${outcome}`,
      differences.length > 0 ? ` (${differences.map(({ at }) => at).join(', ')})` : '',
    ),
  );
  return element(
    'div',
    {},
    element(
      'p',
      {},
      `${rows} rows: ${counts.new} ${wouldBe} new, ${counts.changed} changed, ${counts.same} the same, ${counts.refused} at fault.`,
    ),
    changed.length > 0 ? element('ul', {}, ...changed) : undefined,
    problems.length > 0 ? table(problems, columns, '') : undefined,
  );
}
