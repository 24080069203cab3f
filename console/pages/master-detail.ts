import { sheets } from '../../shared/master-data/csv/sheets.ts';
import type { Needs } from '../needs.ts';
import { confirmFirst } from '../parts/confirm.ts';
import { element } from '../parts/element.ts';
import { facts, said } from '../parts/facts.ts';
import { action, field, form } from '../parts/form.ts';
import { masterForm } from '../parts/master-form.ts';
import { differencesShape, type MasterPlace, type Version, versionPage, versionShape } from '../parts/master-kinds.ts';
import { problemNote } from '../parts/problem-note.ts';
import { versionTable } from '../parts/version-table.ts';
import { words } from '../parts/words.ts';

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
  const told = element('p', { class: 'good', role: 'status' });
  const show = async () => {
    const shown = await needs.api
      .get(`${path}/versions`, versionPage)
      .then(({ versions }) => shownOf(needs, { place, id, path }, versions, done))
      .catch((error: unknown) => [problemNote(error)]);
    holder.replaceChildren(...shown);
  };
  const done = (what: string) => {
    told.replaceChildren(what);
    void show();
    changed();
  };
  void show();
  const title = `${words(place.one)} ${id}`;
  return element('section', { 'aria-label': title }, element('h3', {}, title), told, holder, action('Close', close));
}

/** What is looked at. */
interface Subject {
  readonly place: MasterPlace;
  readonly id: string;
  readonly path: string;
}

/** Tells what was done, and shows what came of it. */
type Done = (what: string) => void;

function shownOf(needs: Needs, subject: Subject, versions: readonly Version[], done: Done): HTMLElement[] {
  const [latest] = versions;
  if (latest === undefined) return [element('p', { class: 'empty' }, 'No version yet.')];
  const compared = element('div', { 'aria-live': 'polite' });
  const compare = (one: Version) => {
    void differencesOf(needs, subject.path, one)
      .catch(problemNote)
      .then((shown) => compared.replaceChildren(shown));
  };
  return [
    factsOf(subject, latest),
    ...acts(needs, subject, latest, done),
    element('h4', {}, 'Versions'),
    versionTable(versions, compare),
    compared,
  ];
}

function factsOf({ place }: Subject, { version, standing, withdraws, content = {} }: Version): HTMLElement {
  const order = sheets[place.one].columns.map(({ at }) => at.split('/')[1] ?? '');
  const ends = withdraws ? '. It withdraws what is in force' : '';
  const heading = element('p', {}, `Version ${version}, ${words(standing).toLowerCase()}${ends}`);
  return element('div', {}, heading, facts(content, [...new Set(order)]));
}

async function differencesOf({ api }: Needs, path: string, { version }: Version): Promise<HTMLElement> {
  const before = version - 1;
  const { differences } = await api.get(`${path}/difference?from=${before}&to=${version}`, differencesShape);
  if (differences.length === 0) return element('p', {}, `Version ${version} says what version ${before} says.`);
  const lines = differences.map((one) =>
    element(
      'li',
      {},
      element('b', {}, words(one.at.slice(1).replaceAll('/', ' '))),
      `: ${said(one.before)} became ${said(one.after)}`,
    ),
  );
  return element('div', {}, element('b', {}, `Version ${version} against ${before}`), element('ul', {}, ...lines));
}

/** What can be done with the latest version; a role that may not is offered nothing, the server decides. */
function acts(needs: Needs, subject: Subject, latest: Version, done: Done): HTMLElement[] {
  const { path, place } = subject;
  const { version, revision, standing, authors } = latest;
  const act = async (what: string, body: object) => {
    await needs.api.post(`${path}/${what}`, body, versionShape);
    done(`Version ${version} was ${didOf[what]}.`);
  };
  const writes = needs.may('registry:write');
  const found: HTMLElement[] = [];
  if (standing === 'draft' && writes) found.push(submitForm(act));
  if (standing === 'submitted' && needs.may('master-data:approve'))
    found.push(
      authors.includes(needs.me) ? ownWork(authors) : approveForm(latest, act),
      rejectForm({ version, revision }, act),
    );
  const isOver = standing === 'withdrawn' && place.one === 'product';
  if (standing !== 'submitted' && !isOver && writes) found.push(changeForm(needs, subject, latest, done));
  if (writes && standing !== 'withdrawn') found.push(endAction(needs, path, latest, done));
  return found;
}

const didOf: Readonly<Record<string, string>> = {
  submit: 'submitted; somebody else approves it now',
  approve: 'approved',
  reject: 'sent back to its authors',
};

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

function approveForm({ version, revision, withdraws, authors }: Version, act: Act): HTMLElement {
  const [by, what] = [authors.join(', '), withdraws ? 'The withdrawal was asked for' : 'Written'];
  const note = element('p', { class: 'note wide' }, `${what} by ${by}. None of them may approve it.`);
  return form('Approve', () => act('approve', { version, revision }), note, button('Approve'));
}

const ownWork = (authors: readonly string[]) =>
  element('p', { class: 'note' }, `It waits for somebody else to approve it: it was written by ${authors.join(', ')}.`);

function rejectForm(seen: { version: number; revision: number }, act: Act): HTMLElement {
  const reason = element('textarea', { name: 'reason', required: '', minlength: '3', maxlength: '1000', rows: '2' });
  const reject = () => act('reject', { ...seen, reason: reason.value });
  return form('Reject', reject, field('Why it goes back', reason, true), button('Reject'));
}

function changeForm(needs: Needs, { place, id }: Subject, { content = {} }: Version, done: Done): HTMLElement {
  const before = { id, content };
  const saved = ({ version, standing }: Version) => done(`Version ${version} is kept as ${standing}.`);
  return element('details', {}, element('summary', {}, 'Change'), masterForm(needs, place, before, saved));
}

function endAction(needs: Needs, path: string, latest: Version, done: Done): HTMLElement {
  const isOpen = latest.standing === 'draft' || latest.standing === 'submitted';
  return isOpen ? dropAction(needs, path, latest, done) : withdrawAction(needs, path, done);
}

function dropAction({ api }: Needs, path: string, { version }: Version, done: Done): HTMLElement {
  const words = `Drop version ${version}`;
  const drop = async () => {
    await api.remove(`${path}/versions/${version}`);
    done(`Version ${version} was dropped.`);
  };
  return action(words, () => confirmFirst(`${words}?`, 'It will never be in force. Its history stays.', words, drop));
}

function withdrawAction({ api }: Needs, path: string, done: Done): HTMLElement {
  const consequence = path.includes('/products/')
    ? 'Once somebody else has approved it, nothing new can use it, and its GTIN is never used again. Its history stays.'
    : 'Once somebody else has approved it, nothing new can use it. Its history stays.';
  const ask = () => {
    const why = element('textarea', { name: 'reason', required: '', maxlength: '500', rows: '2' });
    const withdraw = async () => {
      await api.remove(`${path}?${new URLSearchParams({ reason: why.value })}`);
      done('The withdrawal waits for somebody else to approve it.');
    };
    confirmFirst('Withdraw?', consequence, 'Withdraw', withdraw, why);
  };
  return action('Withdraw', ask);
}

const button = (words: string) => element('button', { type: 'submit' }, words);
