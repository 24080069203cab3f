import type { Needs } from '../needs.ts';
import { confirmFirst } from '../parts/confirm.ts';
import { element } from '../parts/element.ts';
import { action, field, form } from '../parts/form.ts';
import { differencesShape, type MasterPlace, type Version, versionPage, versionShape } from '../parts/master-kinds.ts';
import { problemNote } from '../parts/problem-note.ts';
import { versionTable } from '../parts/version-table.ts';

/** One product or location: what its latest version says, its history, and what who looks may do with it. @param changed after every act */
export function masterDetail(
  needs: Needs,
  place: MasterPlace,
  id: string,
  changed: () => void,
  close: () => void,
): HTMLElement {
  const holder = element('div', { 'aria-live': 'polite' }, element('p', { class: 'empty' }, 'Loading …'));
  const path = `/api/${place.plural}/${encodeURIComponent(id)}`;
  const show = async () => {
    const shown = await needs.api
      .get(`${path}/versions`, versionPage)
      .then(({ versions }) => shownOf(needs, path, versions, done))
      .catch((error: unknown) => [problemNote(error)]);
    holder.replaceChildren(...shown);
  };
  const done = () => {
    void show();
    changed();
  };
  void show();
  const title = `${place.one} ${id}`;
  return element('section', { 'aria-label': title }, element('h3', {}, title), holder, action('Close', close));
}

function shownOf(needs: Needs, path: string, versions: readonly Version[], done: () => void): HTMLElement[] {
  const [latest] = versions;
  if (latest === undefined) return [element('p', { class: 'empty' }, 'No version yet.')];
  const compared = element('div', { 'aria-live': 'polite' });
  const compare = (one: Version) => {
    void differencesOf(needs, path, one)
      .catch(problemNote)
      .then((shown) => compared.replaceChildren(shown));
  };
  return [
    factsOf(latest),
    ...acts(needs, path, latest, done),
    element('h4', {}, 'Versions'),
    versionTable(versions, compare),
    compared,
  ];
}

function factsOf({ version, standing, content = {} }: Version): HTMLElement {
  const rows = Object.entries(content).flatMap(([name, value]) => [
    element('dt', {}, name),
    element('dd', {}, typeof value === 'object' ? JSON.stringify(value) : String(value)),
  ]);
  return element('div', {}, element('p', {}, `Version ${version}, ${standing}`), element('dl', {}, ...rows));
}

async function differencesOf({ api }: Needs, path: string, { version }: Version): Promise<HTMLElement> {
  const before = version - 1;
  const { differences } = await api.get(`${path}/difference?from=${before}&to=${version}`, differencesShape);
  if (differences.length === 0) return element('p', {}, `Version ${version} says what version ${before} says.`);
  const told = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));
  const lines = differences.map((one) =>
    element('li', {}, element('code', {}, one.at), `: ${told(one.before)} became ${told(one.after)}`),
  );
  return element('div', {}, element('b', {}, `Version ${version} against ${before}`), element('ul', {}, ...lines));
}

/** What can be done with the latest version; a role that may not is offered nothing, the server decides. */
function acts(needs: Needs, path: string, latest: Version, done: () => void): HTMLElement[] {
  const { version, revision, standing } = latest;
  const act = async (what: string, body: object) => {
    await needs.api.post(`${path}/${what}`, body, versionShape);
    done();
  };
  const writes = needs.may('registry:write');
  const found: HTMLElement[] = [];
  if (standing === 'draft' && writes) found.push(submitForm(act));
  if (standing === 'submitted' && needs.may('master-data:approve'))
    found.push(approveForm(latest, act), rejectForm({ version, revision }, act));
  if (standing !== 'submitted' && writes) found.push(changeForm(needs, path, latest, done));
  if (writes) found.push(endAction(needs, path, latest, done));
  return found;
}

type Act = (what: string, body: object) => Promise<void>;

function submitForm(act: Act): HTMLElement {
  const from = element('input', { type: 'date', name: 'effectiveFrom' });
  const submit = () => act('submit', from.value === '' ? {} : { effectiveFrom: `${from.value}T00:00:00.000Z` });
  return form(
    'Submit',
    submit,
    field('In force from (UTC); empty: with its approval', from),
    button('Submit for approval'),
  );
}

function approveForm({ version, revision, authors }: Version, act: Act): HTMLElement {
  const note = element('p', { class: 'note wide' }, `Written by ${authors.join(', ')}. None of them may approve it.`);
  return form('Approve', () => act('approve', { version, revision }), note, button('Approve'));
}

function rejectForm(seen: { version: number; revision: number }, act: Act): HTMLElement {
  const reason = element('textarea', { name: 'reason', required: '', minlength: '3', maxlength: '1000', rows: '2' });
  const reject = () => act('reject', { ...seen, reason: reason.value });
  return form('Reject', reject, field('Why it goes back', reason, true), button('Reject'));
}

function changeForm({ api }: Needs, path: string, { content = {} }: Version, done: () => void): HTMLElement {
  const text = element('textarea', { name: 'content', rows: '12', spellcheck: 'false', required: '' });
  text.value = JSON.stringify(content, undefined, 2);
  const save = async () => {
    await api.replace(path, JSON.parse(text.value), versionShape);
    done();
  };
  const inside = form('Change', save, field('Members, as JSON', text, true), button('Save as draft'));
  return element('details', {}, element('summary', {}, 'Change'), inside);
}

function endAction({ api }: Needs, path: string, { version, standing }: Version, done: () => void): HTMLElement {
  const isOpen = standing === 'draft' || standing === 'submitted';
  const [words, at] = isOpen ? [`Drop version ${version}`, `${path}/versions/${version}`] : ['Withdraw', path];
  const consequence = isOpen
    ? 'It will never be in force. Its history stays.'
    : 'Nothing new can use it. Its history stays.';
  const end = async () => {
    await api.remove(at);
    done();
  };
  return action(words, () => confirmFirst(`${words}?`, consequence, words, end));
}

const button = (words: string) => element('button', { type: 'submit' }, words);
