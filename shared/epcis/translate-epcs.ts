import { isJsonObject, type Json } from '../wire/json.ts';
import type { EpcisHead } from './document.ts';
import type { EpcisEvent } from './event.ts';
import { eventAsJson, jsonAsEvent } from './event-as-json.ts';
import { eventPlaces, type IdentifierKind, type IdentifierPlaces } from './identifier-places.ts';
import type { MasterDataList, VocabularyElement } from './master-data.ts';

/** Spells an identifier anew; `kind` says what its place is for, where that is known. */
export type Spell = (epc: string, kind?: IdentifierKind) => string;

/**
 * The event with every EPC, class, location, party and document identifier spelled by `spell`, which answers a text it
 * cannot translate unchanged. Extensions stay as they were sent.
 */
export function translateEpcs(event: EpcisEvent, spell: Spell): EpcisEvent {
  const tree = translated(eventAsJson(event), eventPlaces, spell);
  return isJsonObject(tree) ? jsonAsEvent(tree) : event;
}

/** The same for the master data of a document: its elements and their children. Attributes and the header stay as they were sent. */
export function translateHead(head: EpcisHead, spell: Spell): EpcisHead {
  if (head.masterData === undefined) return head;
  return { ...head, masterData: head.masterData.map((list) => translatedList(list, spell)) };
}

function translatedList(list: MasterDataList, spell: Spell): MasterDataList {
  const elements = list.vocabularyElementList;
  return elements === undefined
    ? list
    : { ...list, vocabularyElementList: elements.map((element) => translatedElement(element, spell)) };
}

function translatedElement(element: VocabularyElement, spell: Spell): VocabularyElement {
  const children = element.children === undefined ? {} : { children: element.children.map((child) => spell(child)) };
  return { ...element, id: spell(element.id), ...children };
}

function translated(value: Json, where: IdentifierKind | IdentifierPlaces, spell: Spell): Json {
  if (Array.isArray(value)) return value.map((item) => translated(item, where, spell));
  if (typeof where === 'string') return typeof value === 'string' ? spell(value, where) : value;
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => {
    const inside = Object.hasOwn(where, name) ? where[name] : undefined;
    return [name, inside === undefined ? inner : translated(inner, inside, spell)];
  });
  return Object.fromEntries(entries);
}
