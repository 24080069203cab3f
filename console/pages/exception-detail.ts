import type * as v from 'valibot';
import { exceptionOutcomes, exceptionView } from '../../shared/messages/exceptions-api.ts';
import { type Post, Problem } from '../api.ts';
import { element } from '../parts/element.ts';

type Row = v.InferOutput<typeof exceptionView>;

/** Called with the exception after a change, or with nothing when it is put away. */
type Done = (changed: Row | undefined) => void;

/** One exception: what it means, its events and history, and what can be done with it. */
export function exceptionDetail({ post, me }: { post: Post; me: string }, row: Row, done: Done): HTMLElement {
  const answer = element('div', { 'aria-live': 'assertive' });
  const act = async (what: string, body: object) => {
    const path = `/api/exceptions/${encodeURIComponent(row.exceptionId)}/${what}`;
    try {
      done(await post(path, { ...body, version: row.version }, exceptionView));
    } catch (error) {
      const said = error instanceof Problem ? error.message : String(error);
      answer.replaceChildren(element('p', { class: 'problem', role: 'alert' }, said));
    }
  };
  const isActive = row.state === 'open' || row.state === 'assigned';
  const forms = isActive ? [assignForm(row, me, act), resolveForm(act)] : [reopenForm(act)];
  const away = element('button', { type: 'button' }, 'Close');
  away.addEventListener('click', () => done(undefined));
  return element(
    'section',
    { 'aria-label': 'Exception' },
    element('h2', {}, row.title),
    element('p', {}, row.detail),
    element('p', {}, `It may mean that ${row.means}. What to do: ${row.remedy}.`),
    codes('Units', row.epcs),
    codes('Events', row.eventIds),
    historyOf(row),
    ...forms,
    away,
    answer,
  );
}

type Act = (what: string, body: object) => Promise<void>;

function codes(label: string, values: readonly string[]): HTMLElement | undefined {
  if (values.length === 0) return undefined;
  const items = values.map((value) => element('li', {}, element('code', {}, value)));
  return element('div', {}, `${label}:`, element('ul', {}, ...items));
}

function historyOf({ history }: Row): HTMLElement {
  const lines = history.map(({ at, by, what, reason }) =>
    element('li', {}, [`${new Date(at).toLocaleString()}: ${what} by ${by}`, reason].filter(Boolean).join(', ')),
  );
  return element('ol', {}, ...lines);
}

function assignForm({ assignee }: Row, me: string, act: Act): HTMLElement {
  const to = element('input', { name: 'to', 'aria-label': 'Assign to', value: assignee ?? me, required: '' });
  return form(() => act('assign', { to: to.value }), to, element('button', { type: 'submit' }, 'Assign'));
}

function resolveForm(act: Act): HTMLElement {
  const reason = reasonOf('Why it is resolved, 10 characters or more');
  const outcome = element(
    'select',
    { name: 'outcome', 'aria-label': 'Outcome' },
    ...exceptionOutcomes.map((value) => element('option', { value }, value)),
  );
  const button = element('button', { type: 'submit' }, 'Resolve');
  return form(() => act('resolve', { reason: reason.value, outcome: outcome.value }), reason, outcome, button);
}

function reopenForm(act: Act): HTMLElement {
  const reason = reasonOf('Why it is opened again, 10 characters or more');
  return form(
    () => act('reopen', { reason: reason.value }),
    reason,
    element('button', { type: 'submit' }, 'Open again'),
  );
}

const reasonOf = (label: string) =>
  element('textarea', {
    name: 'reason',
    'aria-label': label,
    placeholder: label,
    minlength: '10',
    required: '',
    rows: '2',
  });

function form(submit: () => Promise<void>, ...parts: readonly HTMLElement[]): HTMLElement {
  const made = element('form', {}, ...parts);
  made.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });
  return made;
}
