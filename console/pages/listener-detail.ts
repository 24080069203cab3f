import { type ListenerView, listenerView, loggedDelivery } from '../../shared/announcements/listeners-api.ts';
import type { Needs } from '../needs.ts';
import { acting } from '../parts/acting.ts';
import { confirmFirst } from '../parts/confirm.ts';
import { type Done, detail } from '../parts/detail.ts';
import { element } from '../parts/element.ts';
import { said } from '../parts/facts.ts';
import { action, field, form } from '../parts/form.ts';
import { listenerForm } from '../parts/listener-form.ts';
import { listenerLog } from '../parts/listener-log.ts';
import { when } from '../parts/when.ts';

/** One listener: how far it was told, its log, and what can be done with it. */
export function listenerDetail(needs: Needs, id: string, changed: () => void, close: () => void): HTMLElement {
  const path = `/api/listeners/${encodeURIComponent(id)}`;
  const gone = () => {
    changed();
    close();
  };
  const show = async (done: Done) => {
    const row = await needs.api.get(path, listenerView);
    return [
      factsOf(row),
      ...(needs.may('listeners:write') ? acts(needs, path, row, done, gone) : []),
      element('h4', {}, 'What it was told'),
      listenerLog(needs, path),
    ];
  };
  return detail({ title: 'Listener', show, changed, close });
}

function factsOf(row: ListenerView): HTMLElement {
  const { name, url, kinds, filter, state, failure, failingSince, lastToldAt, bothUntil, replay } = row;
  const lines: readonly (readonly [string, Node | string | undefined])[] = [
    ['Name', name],
    ['Called at', element('code', {}, url)],
    ['Told of', kinds.join(', ')],
    ['Only of', Object.keys(filter).length === 0 ? undefined : said(filter)],
    ['State', element('span', { class: state === 'active' ? 'good' : 'bad' }, state)],
    ['Failure', failure],
    ['Failing since', when(failingSince)],
    ['Last told', when(lastToldAt) ?? 'not yet'],
    ['Two secrets', bothUntil && element('span', {}, 'until ', when(bothUntil))],
    ['Told once more', replay && 'is going on'],
  ];
  const shown = lines.flatMap(([label, value]) =>
    value === undefined ? [] : [element('dt', {}, label), element('dd', {}, value)],
  );
  return element('dl', {}, ...shown);
}

function acts(needs: Needs, path: string, row: ListenerView, done: Done, gone: () => void): HTMLElement[] {
  const { state, name } = row;
  const test = async () => {
    const { outcome, status, failure } = await needs.api.post(`${path}/test`, {}, loggedDelivery);
    done(`The test was ${outcome}${status === undefined ? '' : `, status ${status}`}${failure ? `: ${failure}` : ''}.`);
  };
  const turn = (what: 'pause' | 'resume', told: string) => async () => {
    await needs.api.post(`${path}/${what}`, {}, listenerView);
    done(told);
  };
  const remove = () =>
    confirmFirst(
      `Remove ${name}?`,
      'It is told nothing more, not even what waits for it. This cannot be undone; a new one begins with what happens then.',
      'Remove the listener',
      async () => {
        await needs.api.remove(path);
        gone();
      },
    );
  return [
    acting(
      ['Test', test],
      state === 'active'
        ? ['Pause', turn('pause', 'It is told nothing until it is resumed.')]
        : ['Resume', turn('resume', 'It is told again, from what it was not told on.')],
    ),
    replaying(needs, path, done),
    element(
      'details',
      {},
      element('summary', {}, 'Change'),
      listenerForm(needs, row, (_, note) => done(note)),
    ),
    action('Remove', remove),
  ];
}

function replaying({ api }: Needs, path: string, done: Done): HTMLElement {
  const time = (name: string, more: Record<string, string> = {}) =>
    element('input', { name, type: 'datetime-local', step: '1', ...more });
  const [from, to] = [time('from', { required: '' }), time('to')];
  const replay = async () => {
    const end = to.value === '' ? {} : { to: new Date(to.value).toISOString() };
    await api.post(`${path}/replay`, { from: new Date(from.value).toISOString(), ...end }, listenerView);
    done('It is told once more, beside what happens meanwhile.');
  };
  const fields = form(
    'Tell once more',
    replay,
    field('What happened from, 90 days ago at most', from),
    field('To; empty: until now', to),
    element('button', { type: 'submit' }, 'Tell it once more'),
  );
  return element('details', {}, element('summary', {}, 'Tell once more what happened'), fields);
}
