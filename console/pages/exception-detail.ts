import type * as v from 'valibot';
import { exceptionOutcomes, exceptionView } from '../../shared/messages/exceptions-api.ts';
import type { Needs } from '../needs.ts';
import { element } from '../parts/element.ts';
import { action, choice, field, form } from '../parts/form.ts';
import { unitLink } from '../parts/unit-link.ts';
import { when } from '../parts/when.ts';
import { routeTo } from '../route.ts';

type Row = v.InferOutput<typeof exceptionView>;

/** Called with the exception after a change, or with nothing when it is put away. */
type Done = (changed: Row | undefined) => void;

/** One exception: what it means, its events and history, and what who looks may do with it. */
export function exceptionDetail(needs: Needs, row: Row, done: Done): HTMLElement {
  const act = async (what: string, body: object) => {
    const path = `/api/exceptions/${encodeURIComponent(row.exceptionId)}/${what}`;
    done(await needs.api.post(path, { ...body, version: row.version }, exceptionView));
  };
  return element(
    'section',
    { 'aria-label': 'Exception' },
    element('h3', {}, row.title),
    element('p', {}, row.detail),
    element('p', {}, element('b', {}, 'State: '), [row.state, row.outcome].filter(Boolean).join(', ')),
    element('p', {}, element('b', {}, 'It may mean: '), `${row.means}.`),
    element('p', {}, element('b', {}, 'What to do: '), `${row.remedy}.`),
    listOf(
      'Units',
      row.epcs.map((epc) => unitLink(needs, epc)),
    ),
    listOf(
      'Events',
      row.eventIds.map((id) => element('code', {}, id)),
    ),
    historyOf(row),
    ...(needs.may('exceptions:write') ? [withPartner(row), ...formsFor(row, needs.me, act)] : []),
    action('Close', () => done(undefined)),
  );
}

/** What another company has to explain is put to it at the desk. */
const withPartner = ({ exceptionId }: Row) =>
  element(
    'p',
    {},
    element('a', { href: routeTo('desk', '', { exception: exceptionId }) }, 'Open a case with a partner'),
  );

type Act = (what: string, body: object) => Promise<void>;

function formsFor(row: Row, me: string, act: Act): HTMLElement[] {
  const isActive = row.state === 'open' || row.state === 'assigned';
  return isActive ? [assignForm(row, me, act), resolveForm(act)] : [reopenForm(act)];
}

function listOf(label: string, values: readonly HTMLElement[]): HTMLElement | undefined {
  if (values.length === 0) return undefined;
  const items = values.map((value) => element('li', {}, value));
  return element('div', {}, element('b', {}, label), element('ul', {}, ...items));
}

function historyOf({ history }: Row): HTMLElement {
  const lines = history.map(({ at, by, what, reason }) =>
    element('li', {}, when(at), `: ${what} by ${by}${reason === undefined ? '' : `, ${reason}`}`),
  );
  return element('div', {}, element('b', {}, 'History'), element('ol', {}, ...lines));
}

function assignForm({ assignee }: Row, me: string, act: Act): HTMLElement {
  const to = element('input', { name: 'to', value: assignee ?? me, required: '', autocomplete: 'off' });
  const assign = () => act('assign', { to: to.value });
  return form('Assign', assign, field('Assign to', to), submit('Assign'));
}

function resolveForm(act: Act): HTMLElement {
  const reason = reasonField();
  const outcome = choice('outcome', exceptionOutcomes);
  const resolve = () => act('resolve', { reason: reason.value, outcome: outcome.value });
  return form(
    'Resolve',
    resolve,
    field('Why it is resolved, 10 characters or more', reason, true),
    field('Outcome', outcome),
    submit('Resolve'),
  );
}

function reopenForm(act: Act): HTMLElement {
  const reason = reasonField();
  const reopen = () => act('reopen', { reason: reason.value });
  return form(
    'Open again',
    reopen,
    field('Why it is opened again, 10 characters or more', reason, true),
    submit('Open again'),
  );
}

const submit = (words: string) => element('button', { type: 'submit' }, words);

const reasonField = () =>
  element('textarea', { name: 'reason', minlength: '10', maxlength: '1000', required: '', rows: '2' });
