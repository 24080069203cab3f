import type { EpcisHead } from '#shared/epcis/document.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';

/** Characters of an element of master data: a row of the table holds 400 kB, and UTF-8 takes three bytes a character at most. */
const LIMIT = 100_000;

/** Refuses the first element of a document's master data that no row can hold. */
export function unfitElement({ masterData = [] }: EpcisHead): Refusal | undefined {
  for (const { vocabularyElementList = [] } of masterData)
    for (const element of vocabularyElementList) {
      const { length } = JSON.stringify(element);
      if (length > LIMIT)
        return refuse('too-large', `an element of master data has ${length} characters, the limit is ${LIMIT}`, {
          at: element.id.slice(0, 200),
          rule: 'limit of this repository',
          remedy: 'leave pictures and long texts out of attributes, or name them by a URI',
        });
    }
  return undefined;
}
