import type * as v from 'valibot';
import { rules, severities } from '../../shared/integrity/rules.ts';
import { exceptionPage } from '../../shared/messages/exceptions-api.ts';
import { type Get, type Post, Problem } from '../api.ts';
import { element } from '../parts/element.ts';
import { table } from '../parts/table.ts';
import { exceptionDetail } from './exception-detail.ts';

type Row = v.InferOutput<typeof exceptionPage>['exceptions'][number];

export interface ExceptionsNeeds {
  readonly get: Get;
  readonly post: Post;
  /** Who looks, to whom things are assigned by default. */
  readonly me: string;
}

const PER_PAGE = 20;

/** Exceptions with filters; one is opened to be assigned, resolved or opened again. */
export function exceptionsPage(needs: ExceptionsNeeds): HTMLElement {
  const state = choice('state', 'State', ['active', 'open', 'assigned', 'resolved', 'cleared']);
  const severity = choice('severity', 'Severity', ['', ...severities]);
  const rule = choice('rule', 'Rule', ['', ...Object.keys(rules)]);
  const filters = element('form', { 'aria-label': 'Exceptions shown' }, state, severity, rule, again());
  const list = element('div', { 'aria-live': 'polite' });
  const detail = element('div', {});

  const show = async (token?: string): Promise<void> => {
    const query = new URLSearchParams({
      perPage: String(PER_PAGE),
      ...(token !== undefined && { nextPageToken: token }),
    });
    for (const { name, value } of [state, severity, rule]) if (value !== '') query.set(name, value);
    try {
      const { exceptions, nextPageToken } = await needs.get(`/api/exceptions?${query}`, exceptionPage);
      list.replaceChildren(rowsOf(exceptions, state.value, open), pager(nextPageToken, token, show));
    } catch (error) {
      list.replaceChildren(problem(error));
    }
  };
  const open = (row: Row) =>
    detail.replaceChildren(
      exceptionDetail(needs, row, (changed) => {
        if (changed === undefined) detail.replaceChildren();
        else open(changed);
        void show();
      }),
    );

  filters.addEventListener('change', () => void show());
  filters.addEventListener('submit', (event) => {
    event.preventDefault();
    void show();
  });
  void show();
  return element('section', {}, element('h2', {}, 'Exceptions'), filters, list, detail);
}

const again = () => element('button', { type: 'submit' }, 'Show');

function choice(name: string, label: string, values: readonly string[]): HTMLSelectElement {
  const options = values.map((value) => element('option', { value }, value === '' ? `any ${name}` : value));
  return element('select', { name, 'aria-label': label }, ...options);
}

function rowsOf(rows: readonly Row[], state: string, open: (row: Row) => void): HTMLElement {
  const columns = [
    { title: 'Found', cell: (row: Row) => new Date(row.detectedAt).toLocaleString() },
    {
      title: 'Severity',
      cell: (row: Row) => element('span', { class: row.severity === 'minor' ? '' : 'bad' }, row.severity),
    },
    { title: 'What', cell: (row: Row) => opener(row, open) },
    { title: 'About', cell: (row: Row) => element('code', {}, row.subject) },
    { title: 'State', cell: (row: Row) => [row.state, row.assignee].filter(Boolean).join(' to ') },
  ];
  const isToDo = ['active', 'open'].includes(state);
  return table(rows, columns, isToDo ? 'No exceptions: everything captured agrees.' : `Nothing is ${state}.`);
}

function opener(row: Row, open: (row: Row) => void): HTMLElement {
  const button = element('button', { type: 'button' }, row.title);
  button.addEventListener('click', () => open(row));
  return button;
}

function pager(
  next: string | undefined,
  current: string | undefined,
  show: (token?: string) => Promise<void>,
): HTMLElement {
  const to = (label: string, token?: string) => {
    const button = element('button', { type: 'button' }, label);
    button.addEventListener('click', () => void show(token));
    return button;
  };
  return element(
    'p',
    {},
    current === undefined ? undefined : to('Newest'),
    next === undefined ? undefined : to('Older', next),
  );
}

const problem = (error: unknown) =>
  element('p', { class: 'problem', role: 'alert' }, error instanceof Problem ? error.message : String(error));
