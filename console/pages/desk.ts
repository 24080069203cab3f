import { deskKinds, deskStates } from '../../shared/desk/kinds.ts';
import type { Needs } from '../needs.ts';
import { type BriefCase, dueCell, dueOf, readCases } from '../parts/desk-cases.ts';
import { deskOpening } from '../parts/desk-opening.ts';
import { element } from '../parts/element.ts';
import { action, choice } from '../parts/form.ts';
import { filterForm, listing } from '../parts/listing.ts';
import { panel } from '../parts/panel.ts';
import { table } from '../parts/table.ts';
import { words } from '../parts/words.ts';
import type { Route } from '../route.ts';
import { deskDetail } from './desk-detail.ts';

/** Cases with partners, those that are due soonest first; one is opened to be answered. */
export function deskPage(needs: Needs, { subject, query }: Route): HTMLElement {
  const filters = filtersFor(needs.me);
  const { holder, open: show, close } = panel();
  const open = (id: string): void => show(deskDetail(needs, id, () => void list.load(), close));
  const list = listing({
    filters: filters.form,
    first: () => `/api/desk/cases?${new URLSearchParams([...filters.asked(), ['limit', '100']])}`,
    read: (path) => readCases(needs.api, path),
    show: (rows) => rowsOf(rows, filters.asked().length > 0, open),
  });
  const opened = (id: string) => {
    void list.load();
    open(id);
  };
  if (subject !== '') open(subject);
  return element(
    'section',
    {},
    element('h2', {}, 'Desk'),
    filters.form,
    list.holder,
    holder,
    needs.may('exceptions:write') ? deskOpening(needs, query.get('exception'), opened) : undefined,
  );
}

function filtersFor(me: string) {
  const options = (all: readonly string[]) => all.map((one) => [one, words(one).toLowerCase()] as const);
  return filterForm(
    'Cases shown',
    ['Kind', choice('kind', [['', 'any'], ...options(deskKinds)])],
    ['State', choice('state', [['', 'any'], ...options(deskStates)])],
    [
      'Assigned to',
      choice('assignee', [
        ['', 'anybody'],
        [me, 'me'],
      ]),
    ],
    [
      'Stuck',
      choice('needsPerson', [
        ['', 'or not'],
        ['true', 'needs a person'],
      ]),
    ],
    ['Partner', element('input', { name: 'partner', autocomplete: 'off' })],
  );
}

function rowsOf(rows: readonly BriefCase[], isFiltered: boolean, open: (id: string) => void): HTMLElement {
  return table(
    rows.toSorted(bySoonest),
    [
      { title: 'Due', cell: (row: BriefCase) => dueCell(row) ?? (row.ended ? 'ended' : 'no clock runs') },
      { title: 'Case', cell: (row: BriefCase) => titleOf(row, open) },
      { title: 'Partner', cell: ({ partner }: BriefCase) => partner },
      { title: 'Kind', cell: ({ kind }: BriefCase) => words(kind).toLowerCase() },
      { title: 'State', cell: ({ state }: BriefCase) => words(state).toLowerCase() },
      { title: 'Turn of', cell: ({ awaits }: BriefCase) => awaits },
      { title: 'Assigned to', cell: ({ assignee }: BriefCase) => assignee },
    ],
    isFiltered
      ? 'No case fits. Choose less above to see more.'
      : 'No case with a partner. Receipts that differ from what was announced open them; so does "Open a case" below.',
    ({ ended }) => (ended ? 'past' : ''),
  );
}

function titleOf({ id, title, problem }: BriefCase, open: (id: string) => void): HTMLElement {
  const why = problem === undefined ? undefined : element('div', { class: 'why bad' }, problem);
  return element(
    'div',
    { class: 'why' },
    action(title, () => open(id), { class: 'plain' }),
    why,
  );
}

/** What is open before what ended; what is due before what no clock runs for; then the latest. */
function bySoonest(a: BriefCase, b: BriefCase): number {
  const place = (row: BriefCase) => (row.ended ? '2' : `${dueOf(row) === undefined ? '1' : `0 ${dueOf(row)}`}`);
  return place(a).localeCompare(place(b)) || b.createdAt.localeCompare(a.createdAt);
}
