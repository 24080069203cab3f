import { readUrnParts } from '../gs1/epc-urn.ts';
import { isRefusal } from '../refusal.ts';
import type { EpcisHead } from './document.ts';
import type { EpcisEvent } from './event.ts';
import { eventAsJson } from './event-as-json.ts';
import { identifiersIn } from './identifier-places.ts';

const urn = /^urn:epc:(?:id|class|idpat):[a-z]+:(\d{6,12})\./;

/**
 * The company prefixes that the EPC URNs of an event show. A link of the same sender may be translated with them; that one
 * begins with the same digits is likely but not certain, so only do so when asked to.
 */
export function companyPrefixesIn(event: EpcisEvent): string[] {
  return prefixesOf(identifiersIn(eventAsJson(event)));
}

/** The company prefixes that the EPC URNs of a document's master data show. */
export function companyPrefixesInHead({ masterData = [] }: EpcisHead): string[] {
  const ids = masterData.flatMap(({ vocabularyElementList = [] }) =>
    vocabularyElementList.flatMap(({ id, children = [] }) => [id, ...children]),
  );
  return prefixesOf(ids.map((value) => ({ value })));
}

/** Only a sound URN is believed, but one that shows nothing new need not be read for it. */
function prefixesOf(identifiers: Iterable<{ readonly value: string }>): string[] {
  const found = new Set<string>();
  for (const { value } of identifiers) {
    const prefix = urn.exec(value)?.[1];
    if (prefix !== undefined && !found.has(prefix) && !isRefusal(readUrnParts(value))) found.add(prefix);
  }
  return [...found];
}
