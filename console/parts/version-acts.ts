import type { Needs } from '../needs.ts';
import { reasonField } from './acting.ts';
import { confirmFirst } from './confirm.ts';
import type { Done } from './detail.ts';
import { element } from './element.ts';
import { action, field, form } from './form.ts';
import { type Version, versionShape } from './master-kinds.ts';

/** What is kept in versions, one of them. */
export interface Versioned {
  /** Of the thing. */
  readonly path: string;
  /** What follows when it is withdrawn, in a sentence. */
  readonly withdrawn: string;
  /** Whether somebody may say when a version comes into force. */
  readonly dated: boolean;
  /** Whether it can be changed after it was withdrawn. */
  readonly revives: boolean;
  change(latest: Version, done: Done): HTMLElement;
}

/** What can be done with the latest version; a role that may not is offered nothing, the server decides. */
export function versionActs(needs: Needs, subject: Versioned, latest: Version, done: Done): HTMLElement[] {
  const { path } = subject;
  const { version, revision, standing, authors } = latest;
  const act = async (what: string, body: object) => {
    await needs.api.post(`${path}/${what}`, body, versionShape);
    done(`Version ${version} was ${didOf[what]}.`);
  };
  const writes = needs.may('registry:write');
  const found: HTMLElement[] = [];
  if (standing === 'draft' && writes) found.push(submitForm(subject, act));
  if (standing === 'submitted' && needs.may('master-data:approve'))
    found.push(
      authors.includes(needs.me) ? ownWork(authors) : approveForm(latest, act),
      rejectForm({ version, revision }, act),
    );
  const isOver = standing === 'withdrawn' && !subject.revives;
  if (standing !== 'submitted' && !isOver && writes) found.push(subject.change(latest, done));
  if (writes && standing !== 'withdrawn') found.push(endAction(needs, subject, latest, done));
  return found;
}

const didOf: Readonly<Record<string, string>> = {
  submit: 'submitted; somebody else approves it now',
  approve: 'approved',
  reject: 'sent back to its authors',
};

type Act = (what: string, body: object) => Promise<void>;

function submitForm({ dated }: Versioned, act: Act): HTMLElement {
  const from = element('input', { type: 'date', name: 'effectiveFrom' });
  const submit = () => act('submit', from.value === '' ? {} : { effectiveFrom: `${from.value}T00:00:00.000Z` });
  return form(
    'Submit',
    submit,
    dated ? field('In force from (UTC); empty: with its approval', from) : undefined,
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
  const reason = reasonField();
  const reject = () => act('reject', { ...seen, reason: reason.value });
  return form('Reject', reject, field('Why it goes back', reason, true), button('Reject'));
}

function endAction(needs: Needs, subject: Versioned, latest: Version, done: Done): HTMLElement {
  const isOpen = latest.standing === 'draft' || latest.standing === 'submitted';
  return isOpen ? dropAction(needs, subject, latest, done) : withdrawAction(needs, subject, done);
}

function dropAction({ api }: Needs, { path }: Versioned, { version }: Version, done: Done): HTMLElement {
  const words = `Drop version ${version}`;
  const drop = async () => {
    await api.remove(`${path}/versions/${version}`);
    done(`Version ${version} was dropped.`);
  };
  return action(words, () => confirmFirst(`${words}?`, 'It will never be in force. Its history stays.', words, drop));
}

function withdrawAction({ api }: Needs, { path, withdrawn }: Versioned, done: Done): HTMLElement {
  const ask = () => {
    const why = element('textarea', { name: 'reason', required: '', maxlength: '500', rows: '2' });
    const withdraw = async () => {
      await api.remove(`${path}?${new URLSearchParams({ reason: why.value })}`);
      done('The withdrawal waits for somebody else to approve it.');
    };
    confirmFirst('Withdraw?', `Once somebody else has approved it, ${withdrawn}`, 'Withdraw', withdraw, why);
  };
  return action('Withdraw', ask);
}

const button = (words: string) => element('button', { type: 'submit' }, words);
