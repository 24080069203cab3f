import * as v from 'valibot';
import type { Needs } from '../needs.ts';
import { element } from './element.ts';
import { unitLink } from './unit-link.ts';
import { when } from './when.ts';

const optional = v.optional(v.string());
const epcs = v.optional(v.array(v.string()), []);
export const unitShape = v.looseObject({
  epc: v.string(),
  known: v.optional(v.boolean(), true),
  exists: optional,
  disposition: optional,
  bizStep: optional,
  bizLocation: optional,
  persistentDispositions: epcs,
  /** Recalls of it that stand, by their ids. */
  recalls: epcs,
  gtin: optional,
  lot: optional,
  expiry: optional,
  children: v.number(),
  attachedTo: epcs,
  madeFrom: epcs,
  madeInto: epcs,
  transactions: v.optional(v.array(v.looseObject({ type: optional, bizTransaction: v.string() })), []),
  effective: v.looseObject({
    disposition: optional,
    bizStep: optional,
    readPoint: optional,
    bizLocation: optional,
    eventTime: optional,
    through: optional,
  }),
});
export type Unit = v.InferOutput<typeof unitShape>;

type Fact = readonly [label: string, ...values: (Node | string | undefined)[]];

/** What a unit is by the events that name it, and how it stands by what its containers went through. */
export function unitFacts(needs: Needs, unit: Unit, at: string | undefined): HTMLElement[] {
  const { effective } = unit;
  const links = (some: readonly string[]) => some.map((epc) => unitLink(needs, epc, at));
  const own: Fact[] = [
    ['State', unit.known ? stateOf(unit.exists) : 'no event up to this time names it'],
    ['Disposition', unit.disposition],
    ['Flags', ...unit.persistentDispositions],
    ['Recalled by', ...unit.recalls],
    ['GTIN', code(unit.gtin)],
    ['Lot', unit.lot],
    ['Expiry', unit.expiry],
    ['Attached to', ...links(unit.attachedTo)],
    ['Made from', ...links(unit.madeFrom)],
    ['Made into', ...links(unit.madeInto)],
    ['Documents', ...unit.transactions.map(({ bizTransaction }) => code(bizTransaction))],
  ];
  const standing: Fact[] = [
    ['Disposition', effective.disposition],
    ['Step', effective.bizStep],
    ['Place', code(effective.bizLocation)],
    ['Read point', code(effective.readPoint)],
    ['Last heard of', when(effective.eventTime)],
    ['Through', effective.through === undefined ? undefined : unitLink(needs, effective.through, at)],
  ];
  const title = element('p', { class: 'unit' }, element('code', {}, unit.epc));
  const columns = element('div', { class: 'columns' }, facts('What it is', own), facts('How it stands', standing));
  return at === undefined ? [title, columns] : [title, then(at), columns];
}

const then = (at: string) =>
  element('p', { class: 'note' }, 'As it was at ', when(at), '. What happened later is not counted.');

function stateOf(exists: string | undefined): HTMLElement {
  return element('span', { class: exists === 'decommissioned' ? 'bad' : '' }, exists ?? 'unknown');
}

const code = (text: string | undefined) => (text === undefined ? undefined : element('code', {}, text));

function facts(title: string, all: readonly Fact[]): HTMLElement {
  const known = all.filter(([, ...values]) => values.some((value) => value !== undefined));
  const items = known.flatMap(([label, ...values]) => [
    element('dt', {}, label),
    ...values.map((value) => element('dd', {}, value)),
  ]);
  const told = items.length > 0 ? element('dl', {}, ...items) : element('p', { class: 'empty' }, 'Nothing is known.');
  return element('div', {}, element('h3', {}, title), told);
}
