import { canonicalEpc, canonicalKey } from '../gs1/canonical-epc.ts';
import type { CompanyPrefixes } from '../gs1/company-prefix-table.ts';
import { toEpcUrn } from '../gs1/to-epc-urn.ts';
import { isJsonObject, type Json } from '../wire/json.ts';
import type { EpcisHead } from './document.ts';
import type { EpcisEvent } from './event.ts';
import { eventAsJson, jsonAsEvent } from './event-as-json.ts';
import { eventPlaces, type IdentifierKind, type IdentifierPlaces } from './identifier-places.ts';
import type { MasterDataList, VocabularyElement } from './master-data.ts';

/**
 * The event with every EPC, class, location, party and document identifier spelled by `spell`, which answers a text it
 * cannot translate unchanged. Extensions stay as they were sent.
 */
export function translateEpcs(event: EpcisEvent, spell: (epc: string) => string): EpcisEvent {
  const tree = translated(eventAsJson(event), eventPlaces, spell);
  return isJsonObject(tree) ? jsonAsEvent(tree) : event;
}

/** The same for the master data of a document: its elements and their children. Attributes and the header stay as they were sent. */
export function translateHead(head: EpcisHead, spell: (epc: string) => string): EpcisHead {
  if (head.masterData === undefined) return head;
  return { ...head, masterData: head.masterData.map((list) => translatedList(list, spell)) };
}

function translatedList(list: MasterDataList, spell: (epc: string) => string): MasterDataList {
  const elements = list.vocabularyElementList;
  return elements === undefined
    ? list
    : { ...list, vocabularyElementList: elements.map((element) => translatedElement(element, spell)) };
}

function translatedElement(element: VocabularyElement, spell: (epc: string) => string): VocabularyElement {
  const children = element.children === undefined ? {} : { children: element.children.map(spell) };
  return { ...element, id: spell(element.id), ...children };
}

function translated(value: Json, where: IdentifierKind | IdentifierPlaces, spell: (epc: string) => string): Json {
  if (Array.isArray(value)) return value.map((item) => translated(item, where, spell));
  if (typeof where === 'string') return typeof value === 'string' ? spell(value) : value;
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => {
    const inside = Object.hasOwn(where, name) ? where[name] : undefined;
    return [name, inside === undefined ? inner : translated(inner, inside, spell)];
  });
  return Object.fromEntries(entries);
}

/** How identifiers are to be spelled. */
export interface EpcSpelling {
  /** `urn`: EPC URNs. `digital-link`: links on id.gs1.org for URNs; links of other hosts stay. `as-sent`: nothing changes. */
  readonly form: 'urn' | 'digital-link' | 'as-sent';
  /** A link does not show how long its company prefix is; without a fitting one here it stays a link. */
  readonly companyPrefixes: readonly string[] | CompanyPrefixes;
}

/** Spells the identifiers of events one way and says which could not be: GS1 keys only, each once, as they were sent. */
export function spellEpcs(
  spelling: EpcSpelling,
): (event: EpcisEvent) => { readonly event: EpcisEvent; readonly untranslated: readonly string[] } {
  return (event) => {
    const missed = new Set<string>();
    return { event: translateEpcs(event, speller(spelling, missed)), untranslated: [...missed] };
  };
}

/** The same for the master data of a head. */
export function spellHead(
  spelling: EpcSpelling,
): (head: EpcisHead) => { readonly head: EpcisHead; readonly untranslated: readonly string[] } {
  return (head) => {
    const missed = new Set<string>();
    return { head: translateHead(head, speller(spelling, missed)), untranslated: [...missed] };
  };
}

const isUrn = (text: string): boolean => text.startsWith('urn:epc:');

/** Spells one identifier after the other; those that it cannot spell so are added to `missed`. */
export function speller({ form, companyPrefixes }: EpcSpelling, missed: Set<string>): (epc: string) => string {
  if (form === 'as-sent') return (epc) => epc;
  return form === 'urn' ? asUrn(companyPrefixes, missed) : asLink(missed);
}

const asUrn = (companyPrefixes: EpcSpelling['companyPrefixes'], missed: Set<string>) => (epc: string) => {
  if (isUrn(epc) || !isWebUri(epc) || canonicalKey(epc) === undefined) return epc;
  const urn = toEpcUrn(epc, companyPrefixes);
  if (urn === undefined) missed.add(epc);
  return urn ?? epc;
};

/** The URNs of schemes that stand for no GS1 key have no link at all. */
const asLink = (missed: Set<string>) => (epc: string) => {
  if (!isUrn(epc)) return epc;
  const link = canonicalEpc(epc);
  if (link === epc) missed.add(epc);
  return link;
};

const isWebUri = (text: string): boolean => /^https?:/i.test(text);
