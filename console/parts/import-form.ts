import * as v from 'valibot';
import type { ImportReport } from '../../shared/messages/master-data-api.ts';
import { Problem } from '../api.ts';
import type { Needs } from '../needs.ts';
import { element } from './element.ts';
import { action, choice, field, form } from './form.ts';
import { type MasterPlace, reportShape } from './master-kinds.ts';
import { table } from './table.ts';
import { words } from './words.ts';

const refused = v.looseObject({ report: reportShape });

/** Takes a spreadsheet, shows what it would change and which rows are at fault, and stores drafts when it is told to. */
export function importForm({ api }: Needs, { plural, title }: MasterPlace, changed: () => void): HTMLFormElement {
  const file = element('input', { type: 'file', name: 'file', accept: '.csv,text/csv', required: '' });
  const how = choice('how', [
    ['dryRun', 'show what would change'],
    ['all', 'store drafts, all rows or none'],
    ['proceed', 'store drafts of the sound rows'],
  ]);
  const submits = element('input', { type: 'checkbox', name: 'submit' });
  const outcome = element('div', { class: 'wide', 'aria-live': 'polite' });
  const send = async () => {
    outcome.replaceChildren();
    const chosen = file.files?.[0];
    if (chosen === undefined) return;
    outcome.replaceChildren(element('p', { class: 'note' }, `Reading ${chosen.name} …`), element('progress'));
    const asked = new URLSearchParams();
    if (how.value !== 'all') asked.set(how.value, 'true');
    if (submits.checked) asked.set('submit', 'true');
    const path = `/api/imports/${plural}?${asked}`;
    const report = await api
      .send(path, chosen, 'text/csv; charset=utf-8', reportShape)
      .catch(reportIn)
      .catch((error: unknown) => {
        outcome.replaceChildren();
        throw error;
      });
    outcome.replaceChildren(reportOf(report), ...(report.dryRun ? [next(report)] : []));
    if (how.value !== 'dryRun') changed();
  };
  /** What was shown can be stored without choosing again. */
  const next = ({ counts }: ImportReport): HTMLElement => {
    const news = (counts.new ?? 0) + (counts.changed ?? 0);
    if (news === 0) return element('p', { class: 'note' }, 'There is nothing to store.');
    const store = action(`Store ${news === 1 ? 'this draft' : `these ${news} drafts`}`, () => {
      how.value = (counts.refused ?? 0) > 0 ? 'proceed' : 'all';
      made.requestSubmit();
    });
    return element('p', {}, store);
  };
  const made = form(
    `Import ${title.toLowerCase()}`,
    send,
    field('Spreadsheet (CSV in UTF-8, 5 MB and 2,000 rows at most)', file),
    field('What to do', how),
    field('Submit the drafts at once', submits),
    element('button', { type: 'submit' }, 'Import'),
    outcome,
  );
  return made;
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
      `Row ${row}, ${id}: ${outcome}`,
      differences.length > 0
        ? ` (${differences.map(({ at }) => words(at.slice(1).replaceAll('/', ' '))).join(', ')})`
        : '',
    ),
  );
  return element(
    'div',
    {},
    element(
      'p',
      {},
      `${rows === 1 ? '1 row' : `${rows} rows`}: ${counts.new} ${wouldBe} new, ${counts.changed} changed, ${counts.same} the same, ${counts.refused} at fault.`,
    ),
    problems.length > 0 ? table(problems, columns, '') : undefined,
    changed.length > 0
      ? element('details', {}, element('summary', {}, 'Which rows are new or changed'), element('ul', {}, ...changed))
      : undefined,
  );
}
