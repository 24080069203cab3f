import type * as v from 'valibot';
import { ruleTexts } from '../../shared/integrity/rule-texts.ts';
import { severities } from '../../shared/integrity/rules.ts';
import { exceptionPage, exceptionStates } from '../../shared/messages/exceptions-api.ts';
import type { Needs } from '../needs.ts';
import { codeToEpc } from '../parts/code-to-epc.ts';
import { element } from '../parts/element.ts';
import { action, choice, field } from '../parts/form.ts';
import { pages } from '../parts/pages.ts';
import { panel } from '../parts/panel.ts';
import { problemNote } from '../parts/problem-note.ts';
import { table } from '../parts/table.ts';
import { unitLink } from '../parts/unit-link.ts';
import { when } from '../parts/when.ts';
import { exceptionDetail } from './exception-detail.ts';

type Row = v.InferOutput<typeof exceptionPage>['exceptions'][number];

const PER_PAGE = 20;

/** Exceptions with filters; one is opened to be assigned, resolved or opened again. */
export function exceptionsPage(needs: Needs): HTMLElement {
  const filters = filtersFor(needs.me);
  const list = element('div', { 'aria-live': 'polite' });
  const detail = panel();
  const read = async (path: string) => {
    const { exceptions, nextPageToken } = await needs.api.get(path, exceptionPage);
    const next = new URLSearchParams([...filters.asked(), ['nextPageToken', nextPageToken ?? '']]);
    return { rows: exceptions, next: nextPageToken && `/api/exceptions?${next}` };
  };
  const open = (row: Row): void => detail.open(exceptionDetail(needs, row, changed));
  const changed = (row: Row | undefined) => {
    if (row === undefined) return detail.close();
    open(row);
    needs.recount();
    void show();
  };
  let asked = 0;
  const show = async () => {
    const mine = ++asked;
    const shown = await Promise.resolve()
      .then(() => read(`/api/exceptions?${new URLSearchParams(filters.asked())}`))
      .then((first) => pages(first, read, (rows) => rowsOf(needs, rows, filters.whenEmpty(), open)))
      .catch(problemNote);
    // Answers may come in another order than they were asked for: the last question counts.
    if (mine === asked) list.replaceChildren(shown);
  };
  filters.form.addEventListener('change', () => void show());
  filters.form.addEventListener('submit', (event) => {
    event.preventDefault();
    void show();
  });
  void show();
  return element('section', {}, element('h2', {}, 'Exceptions'), filters.form, list, detail.holder);
}

function filtersFor(me: string) {
  const states = exceptionStates.map((state) => [state, state] as const);
  const state = choice('state', [['active', 'open or assigned'], ...states]);
  const severity = choice('severity', ['', ...severities]);
  const rule = choice('rule', [
    ['', 'any'],
    ...Object.entries(ruleTexts).map(([code, { title }]) => [code, title] as const),
  ]);
  const assignee = choice('assignee', [
    ['', 'anybody'],
    [me, 'me'],
  ]);
  const unit = element('input', {
    name: 'epc',
    placeholder: 'any code of it',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const form = element(
    'form',
    { 'aria-label': 'Exceptions shown' },
    field('State', state),
    field('Severity', severity),
    field('Rule', rule),
    field('Assigned to', assignee),
    field('Unit', unit),
    element('button', { type: 'submit' }, 'Show'),
  );
  const asked = (): string[][] => {
    const code = unit.value.trim();
    const values = [state, severity, rule, assignee].map(({ name, value }) => [name, value]);
    const all = [...values, ['epc', code && codeToEpc(code)], ['perPage', String(PER_PAGE)]];
    return all.filter(([, value]) => value !== '');
  };
  const isFiltered = () => [severity, rule, assignee, unit].some(({ value }) => value !== '');
  const whenEmpty = () => {
    if (isFiltered()) return 'No exception fits. Choose less above to see more.';
    if (state.value === 'active') return 'No exceptions: everything captured agrees.';
    return `No exception is ${state.value}.`;
  };
  return { form, asked, whenEmpty };
}

function rowsOf(needs: Needs, rows: readonly Row[], whenEmpty: string, open: (row: Row) => void): HTMLElement {
  const columns = [
    { title: 'Found', cell: (row: Row) => when(row.detectedAt) },
    {
      title: 'Severity',
      cell: (row: Row) => element('span', { class: row.severity === 'minor' ? '' : 'bad' }, row.severity),
    },
    { title: 'What', cell: (row: Row) => action(row.title, () => open(row), { class: 'plain' }) },
    { title: 'About', cell: (row: Row) => subjectOf(needs, row) },
    { title: 'State', cell: stateOf },
  ];
  return table(rows, columns, whenEmpty);
}

function stateOf({ state, assignee }: Row): HTMLElement {
  return element('div', {}, state, assignee && element('div', { class: 'why' }, `to ${assignee}`));
}

/** The subject is a unit when it is among those concerned; else an event, a product or a place. */
const subjectOf = (needs: Needs, { subject, epcs }: Row) =>
  epcs.includes(subject) ? unitLink(needs, subject) : element('code', {}, subject);
