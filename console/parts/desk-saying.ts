import type { DeskAct, DeskMessage } from '../../shared/desk/desk-message.ts';
import { fits, foldCase, nextTurn } from '../../shared/desk/fold-case.ts';
import { isOfQuality, type Resolution, resolutionsOf } from '../../shared/desk/resolutions.ts';
import type { Needs } from '../needs.ts';
import { type DeskCase, deskCase } from './desk-cases.ts';
import type { Done } from './detail.ts';
import { element } from './element.ts';
import { choice, field, form } from './form.ts';
import { signingFormWith } from './signing.ts';
import { words } from './words.ts';

type Said = Exclude<DeskAct, 'open' | 'attach' | 'resolve' | 'withdraw'>;
const labels: Readonly<Record<Said, string>> = {
  propose: 'Propose',
  accept: 'Accept the proposal',
  reject: 'Reject the proposal',
  counter: 'Propose something else',
  acknowledge: 'Acknowledge the notice',
  report: 'Report packs',
  note: 'Note',
};
const acts: readonly Said[] = ['accept', 'reject', 'counter', 'propose', 'acknowledge', 'report', 'note'];

/** A form for each thing that can be said now, as the case stands; what quality decides is signed. @param path of the case */
export function deskSaying(needs: Needs, path: string, row: DeskCase, done: Done): HTMLElement[] {
  const told = foldCase(row.kind, row.messages);
  const sayable = acts.filter((act) => fits(row.kind, told, trialOf(row, act)));
  return sayable.map((act) => {
    const fields = formOf(needs, path, row, act, done);
    return element('details', {}, element('summary', {}, labels[act]), fields);
  });
}

/** What a message of this kind would be, to see whether it fits. */
function trialOf({ side, messages, proposal }: DeskCase, act: Said): DeskMessage {
  const packs = { found: 0, quarantined: 0, returned: 0, destroyed: 0 };
  const at = new Date().toISOString();
  return { id: '', side, turn: nextTurn(messages), at, act, resolution: 'other', of: proposal?.id, found: packs };
}

function formOf({ api }: Needs, path: string, row: DeskCase, act: Said, done: Done): HTMLElement {
  const { kind, proposal } = row;
  // Drawn once: sent again after an answer that was lost, it says nothing twice.
  const id = crypto.randomUUID();
  const answers = act === 'accept' || act === 'reject' || act === 'counter';
  const send = async (more: object) => {
    const of = answers && proposal !== undefined ? { of: proposal.id } : {};
    await api.post(`${path}/messages`, { id, act, ...of, ...more }, deskCase);
    done(`Said: ${labels[act].toLowerCase()}.`);
  };
  if (act === 'propose' || act === 'counter') return proposing(row, act, send);
  if (act === 'report') return reporting(send);
  if (act === 'accept' && isOfQuality(kind, proposal?.resolution)) return signed(labels.accept, send);
  return plain(labels[act], act === 'note' || act === 'reject', send);
}

type Send = (more: object) => Promise<void>;

/** Goods that are not as their data say are quality's to decide about: then the form asks for a signature. */
function proposing({ kind }: DeskCase, act: 'propose' | 'counter', send: Send): HTMLElement {
  const possible = resolutionsOf(kind);
  const resolution = choice(
    'resolution',
    possible.map((one) => [one, words(one).toLowerCase()] as const),
  );
  const chosen = (): Resolution => possible.find((one) => one === resolution.value) ?? 'other';
  const holder = element('div');
  const show = () => {
    const sending: Send = (more) => send({ resolution: chosen(), ...more });
    holder.replaceChildren(
      isOfQuality(kind, chosen()) ? signed(labels[act], sending) : plain(labels[act], chosen() === 'other', sending),
    );
  };
  resolution.addEventListener('change', show);
  show();
  return element('div', {}, element('div', { class: 'row' }, field('What', resolution)), holder);
}

const signed = (label: string, send: Send) =>
  signingFormWith(
    `${label}, signed`,
    { meanings: ['decided for quality'], reason: 'Why; the partner reads it' },
    ({ meaning, reason }) => send({ text: reason, signature: { meaning } }),
  );

function plain(label: string, needed: boolean, send: Send): HTMLElement {
  const required: Record<string, string> = needed ? { required: '' } : {};
  const text = element('textarea', { name: 'text', maxlength: '2000', rows: '2', ...required });
  return form(
    label,
    () => send(text.value.trim() === '' ? {} : { text: text.value }),
    field(needed ? 'Words for the partner' : 'Words for the partner (may be left out)', text, true),
    element('button', { type: 'submit' }, label),
  );
}

function reporting(send: Send): HTMLElement {
  const counts = (
    [
      ['found', 'Packs found; none: 0'],
      ['quarantined', 'Of them kept apart'],
      ['returned', 'Returned'],
      ['destroyed', 'Destroyed'],
    ] as const
  ).map(([name, label]) => {
    const input = element('input', { name, type: 'number', min: '0', required: '', value: '0' });
    return { label, input };
  });
  const report = () =>
    send({ found: Object.fromEntries(counts.map(({ input: { name, value } }) => [name, Number(value)])) });
  return form(
    labels.report,
    report,
    ...counts.map(({ label, input }) => field(label, input)),
    element('button', { type: 'submit' }, labels.report),
  );
}
