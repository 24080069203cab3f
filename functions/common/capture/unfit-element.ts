import { vocabularyName } from '#common/store/vocabulary.ts';
import type { EpcisHead } from '#shared/epcis/document.ts';
import type { Definitions } from '#shared/epcis/prefixes.ts';
import { fullName } from '#shared/epcis/validation/member-names.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';

/** Characters of an element of master data: a row of the table holds 400 kB, and UTF-8 takes three bytes a character at most. */
const LIMIT = 100_000;

/** Refuses the first vocabulary of a document's master data that has no name, or element that no row can hold. */
export function unfitElement({ masterData = [], context }: EpcisHead): Refusal | undefined {
  const definitions: Definitions = new Map(Object.entries(context));
  for (const { type, vocabularyElementList = [] } of masterData) {
    if (vocabularyName(fullName(type, definitions)) === '') return nameless(type);
    for (const element of vocabularyElementList) {
      const { length } = JSON.stringify(element);
      if (length > LIMIT)
        return refuse('too-large', `an element of master data has ${length} characters, the limit is ${LIMIT}`, {
          at: element.id.slice(0, 200),
          rule: 'limit of this repository',
          remedy: 'leave pictures and long texts out of attributes, or name them by a URI',
        });
    }
  }
  return undefined;
}

const nameless = (type: string) =>
  refuse('malformed', `the vocabulary type ${type} names no vocabulary`, {
    at: type,
    rule: 'EPCIS 2.0 §7.2',
    remedy: 'say which vocabulary the elements belong to, such as urn:epcglobal:epcis:vtype:Location',
  });
