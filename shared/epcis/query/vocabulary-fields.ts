import { type Definitions, isFullUri } from '../prefixes.ts';
import { cbvUrn, type VocabularyField, webUri } from '../vocabulary.ts';
import { comparableIdentifier, comparableWord } from './comparable-spelling.ts';
import { type EventView, objectsIn, textsIn } from './event-view.ts';
import { fullNameOf } from './field-name.ts';
import { quantityLists } from './number-condition.ts';

/** A field of an event whose values may be described by master data. */
interface Described {
  /** Short names of the vocabularies whose elements it may name (EPCIS 2.0 §7.2). Senders also write the wrong `BizLocation`. */
  readonly vocabularies: readonly string[];
  values(view: EventView): readonly string[];
}

const identifiers = (holders: readonly string[], member: string, ...vocabularies: string[]): Described => ({
  vocabularies,
  values: ({ tree, definitions }) =>
    holders
      .flatMap((holder) => objectsIn(tree, holder))
      .flatMap((each) => textsIn(each, member))
      .map((text) => comparableIdentifier(text, definitions)),
});

/** The element of a word may be called by any of its spellings. */
const words = (field: 'bizStep' | 'disposition', vocabulary: string): Described => ({
  vocabularies: [vocabulary],
  values: ({ tree, definitions }) => textsIn(tree, field).flatMap((text) => spellings(field, text, definitions)),
});

function spellings(field: VocabularyField, text: string, definitions: Definitions): string[] {
  const word = comparableWord(field, text, definitions);
  return [word, webUri(field, word), cbvUrn(field, word)];
}

const described = {
  readPoint: identifiers(['readPoint'], 'id', 'ReadPoint', 'Location'),
  bizLocation: identifiers(['bizLocation'], 'id', 'BusinessLocation', 'BizLocation', 'Location'),
  bizStep: words('bizStep', 'BusinessStep'),
  disposition: words('disposition', 'Disposition'),
  bizTransaction: identifiers(['bizTransactionList'], 'bizTransaction', 'BusinessTransaction'),
  source: identifiers(['sourceList'], 'source', 'SourceDest', 'Party', 'Location'),
  destination: identifiers(['destinationList'], 'destination', 'SourceDest', 'Party', 'Location'),
  epcClass: identifiers(quantityLists, 'epcClass', 'EPCClass'),
} as const satisfies Record<string, Described>;

/** Fields of which a query may ask what master data says (HASATTR, EQATTR). */
export type VocabularyReference = keyof typeof described;

export const vocabularyFields: readonly VocabularyReference[] = [
  'readPoint',
  'bizLocation',
  'bizStep',
  'disposition',
  'bizTransaction',
  'source',
  'destination',
  'epcClass',
];

/** The vocabularies of a field, and its values in an event: canonical identifiers, and words in each of their spellings. */
export const describedBy = (field: VocabularyReference): Described => described[field];

/**
 * The name of a master data attribute in full. CBV calls its own `urn:epcglobal:cbv:mda#name`; however they are spelled, and for a bare name, the
 * answer is `urn:epcglobal:cbv:mda:name`.
 */
export function attributeNamed(text: string, definitions: Definitions): string | undefined {
  if (text === '') return undefined;
  if (!text.includes(':')) return `urn:epcglobal:cbv:mda:${text}`;
  const full = fullNameOf(text, definitions);
  return full === text && !isFullUri(text) ? undefined : full;
}
