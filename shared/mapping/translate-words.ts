import type { EpcisEvent } from '../epcis/event.ts';
import { eventAsJson, jsonAsEvent } from '../epcis/event-as-json.ts';
import { translateEpcs } from '../epcis/translate-epcs.ts';
import { canonicalEpc } from '../gs1/canonical-epc.ts';
import { isJsonObject, type Json } from '../wire/json.ts';
import type { Pairs, Words } from './mapping.ts';

/** Which way a table is read. */
export type Way = 'out' | 'in';

/** Looks a text up in a table; what is not in it stays. */
export type Look = (text: string) => string;

/** A table as a function. Of several pairs that begin alike the first counts. `same`: the spelling by which texts are compared. */
export function lookUp(pairs: Pairs | undefined, way: Way, same: Look = (text) => text): Look {
  if (pairs === undefined || pairs.length === 0) return (text) => text;
  const table = new Map<string, string>();
  for (const { ours, theirs } of pairs) {
    const [from, to] = way === 'out' ? [ours, theirs] : [theirs, ours];
    if (!table.has(same(from))) table.set(same(from), to);
  }
  return (text) => table.get(same(text)) ?? text;
}

/** The same for identifiers: a key is one, however it is spelled. */
export const lookUpKey = (pairs: Pairs | undefined, way: Way): Look => lookUp(pairs, way, canonicalEpc);

/** Translates steps, dispositions, types of documents and identifiers of events by the tables of a mapping. */
export function wordTranslator(words: Words | undefined, way: Way): (event: EpcisEvent) => EpcisEvent {
  if (words === undefined) return (event) => event;
  const identifier = lookUpKey(words.identifier, way);
  const members = new Map<string, Look>([
    ['bizStep', lookUp(words.bizStep, way)],
    ['disposition', lookUp(words.disposition, way)],
  ]);
  const document = lookUp(words.bizTransactionType, way);
  return (event) => {
    const tree = eventAsJson(translateEpcs(event, (epc) => identifier(epc)));
    const changed = Object.entries(tree).map(([name, value]): [string, Json] => {
      if (typeof value === 'string') return [name, members.get(name)?.(value) ?? value];
      return [name, name === 'bizTransactionList' ? typed(value, document) : value];
    });
    return jsonAsEvent(Object.fromEntries(changed));
  };
}

function typed(list: Json, look: Look): Json {
  if (!Array.isArray(list)) return list;
  return list.map((one) =>
    isJsonObject(one) && typeof one['type'] === 'string' ? { ...one, type: look(one['type']) } : one,
  );
}
