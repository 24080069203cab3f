import { isRefusal, type Refusal } from '../../refusal.ts';
import { inFull } from '../canonical-leaf.ts';
import { isUri } from '../is-uri.ts';
import { nearestWord } from '../nearest-word.ts';
import type { Definitions } from '../prefixes.ts';
import { isStandardWord, standardWords, type VocabularyField } from '../vocabulary.ts';
import { type Asked, refuseParameter, shown, textsAsked } from './asked.ts';
import { comparableIdentifier, comparableType, comparableWord } from './comparable-spelling.ts';
import type { Condition } from './event-view.ts';
import { type TextField, type TextFieldName, type TextKind, textFields, typesOf } from './text-fields.ts';

/** The standard's types of events (EPCIS 2.0 §7.4). */
export const eventTypes = [
  'ObjectEvent',
  'AggregationEvent',
  'AssociationEvent',
  'TransactionEvent',
  'TransformationEvent',
] as const;
const actions = ['ADD', 'OBSERVE', 'DELETE'];

/** What a list of texts asks of a field. */
export interface TextQuestion {
  /** The wanted values, each in its one comparable spelling. */
  readonly wanted: ReadonlySet<string>;
  readonly condition: Condition;
}

/** Reads a parameter that wants one of a list of texts in a field. */
export function textQuestion(name: TextFieldName, asked: Asked): TextQuestion | Refusal {
  const field: TextField = textFields[name];
  const texts = textsAsked(asked, field.kind === 'text');
  if (isRefusal(texts)) return texts;
  const type = typeAsked(name, asked);
  if (isRefusal(type)) return type;
  for (const text of texts) {
    const wrong = fault(field.kind, text, asked);
    if (wrong !== undefined) return wrong;
  }
  const wanted = new Set(texts.map((text) => comparable(field.kind, text, asked.definitions)));
  return {
    wanted,
    condition: (view) =>
      field.values(view, type).some((text) => wanted.has(comparable(field.kind, text, view.definitions))),
  };
}

/** The type of entries that a parameter's name ends with, comparable; empty for fields without types. */
function typeAsked(name: TextFieldName, asked: Asked): string | Refusal {
  const types = typesOf(name);
  if (types === undefined) return '';
  return wordFault(types, asked.chosen, asked) ?? comparableWord(types, asked.chosen, asked.definitions);
}

function comparable(kind: TextKind, text: string, definitions: Definitions): string {
  if (typeof kind === 'object') return comparableWord(kind.word, text, definitions);
  switch (kind) {
    case 'type':
      return comparableType(text, definitions);
    case 'identifier':
      return comparableIdentifier(text, definitions);
    case 'hexadecimal':
      return text.toLowerCase();
    case 'action':
    case 'event-id':
    case 'text':
      return text;
  }
}

function fault(kind: TextKind, text: string, asked: Asked): Refusal | undefined {
  if (typeof kind === 'object') return wordFault(kind.word, text, asked);
  switch (kind) {
    case 'type':
      return typeFault(text, asked);
    case 'action':
      return actions.includes(text) ? undefined : noWord(asked.name, text, actions, `send ${actions.join(', ')}`);
    case 'identifier':
    case 'event-id':
      return identifierFault(text, asked);
    case 'hexadecimal':
      if (/^[0-9A-Fa-f]+$/.test(text)) return undefined;
      return refuseParameter(
        asked.name,
        `asks for ${shown(text)}, which is not hexadecimal`,
        'write digits and A to F',
      );
    case 'text':
      return undefined;
  }
}

/** Why a text identifies nothing; undefined for a URI, or a CURIE that the query's own prefixes make one. */
export function identifierFault(text: string, { name, definitions }: Asked): Refusal | undefined {
  if (isUri(text) || inFull(text, definitions) !== text) return undefined;
  return refuseParameter(
    name,
    `asks for ${shown(text)}, which is not a URI`,
    'identifiers are EPC URNs, GS1 Digital Links or other URIs, written in full',
  );
}

function wordFault(field: VocabularyField, text: string, asked: Asked): Refusal | undefined {
  const word = comparableWord(field, text, asked.definitions);
  if (isStandardWord(field, word) || isUri(word) || word !== text) return undefined;
  return noWord(asked.name, text, standardWords(field), 'a value of your own must be a URI or CURIE');
}

function typeFault(text: string, { name, definitions }: Asked): Refusal | undefined {
  const type = comparableType(text, definitions);
  if (eventTypes.some((known) => known === type) || type.includes(':')) return undefined;
  if (type === 'QuantityEvent')
    return refuseParameter(
      name,
      'asks for QuantityEvent, which EPCIS 2.0 has no more',
      'ask for ObjectEvent: they became such',
    );
  return noWord(name, text, eventTypes, `send ${eventTypes.join(', ')}, or the URI of a type of your own`);
}

function noWord(name: string, slip: string, words: Iterable<string>, otherwise: string): Refusal {
  const meant = nearestWord(slip, words);
  return refuseParameter(name, `cannot be ${shown(slip)}`, meant === undefined ? otherwise : `write ${meant}`);
}
