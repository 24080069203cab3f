import {
  bizSteps,
  components,
  dispositions,
  errorReasons,
  measurementTypes,
  sensorExceptions,
  sourceDestTypes,
  transactionTypes,
} from './vocabulary-words.ts';

/** One standard vocabulary with the three spellings of its words (CBV 2.0 §7). */
interface Vocabulary {
  readonly words: ReadonlySet<string>;
  /** What stands before the word in its web URI, CURIE and URN. The first is the one to write. */
  readonly uris: readonly string[];
  readonly curie: string;
  readonly urn?: string;
}

const cbv = (words: ReadonlySet<string>, name: string, urn?: string): Vocabulary => ({
  words,
  uris: ['https://ref.gs1.org', 'http://ref.gs1.org', 'https://ns.gs1.org', 'http://ns.gs1.org'].map(
    (host) => `${host}/cbv/${name}-`,
  ),
  curie: `cbv:${name}-`,
  ...(urn === undefined ? {} : { urn: `urn:epcglobal:cbv:${urn}:` }),
});

/** The context file says gs1.org, today's tools ref.gs1.org; both mean the same words. */
const gs1Voc = (words: ReadonlySet<string>): Vocabulary => ({
  words,
  uris: ['https://ref.gs1.org/voc/', 'https://gs1.org/voc/', 'https://www.gs1.org/voc/', 'http://gs1.org/voc/'],
  curie: 'gs1:',
});

const vocabularies = {
  bizStep: cbv(bizSteps, 'BizStep', 'bizstep'),
  disposition: cbv(dispositions, 'Disp', 'disp'),
  bizTransactionType: cbv(transactionTypes, 'BTT', 'btt'),
  sourceDestType: cbv(sourceDestTypes, 'SDT', 'sdt'),
  errorReason: cbv(errorReasons, 'ER', 'er'),
  component: cbv(components, 'Comp'),
  measurementType: gs1Voc(measurementTypes),
  sensorException: gs1Voc(sensorExceptions),
} as const satisfies Record<string, Vocabulary>;

/** The fields whose values are words of CBV, or URIs of somebody's own. */
export type VocabularyField = keyof typeof vocabularies;

const of = (field: VocabularyField): Vocabulary => vocabularies[field];

/** The bare words that a field may have in CBV 2.0. */
export const standardWords = (field: VocabularyField): ReadonlySet<string> => of(field).words;

/** True for a bare word of the field's vocabulary in CBV 2.0. */
export function isStandardWord(field: VocabularyField, word: string): boolean {
  return of(field).words.has(word);
}

/** The bare word for a URN, web URI or CURIE of CBV; every other value is answered unchanged. */
export function bareWord(field: VocabularyField, value: string): string {
  const vocabulary = of(field);
  if (vocabulary.words.has(value)) return value;
  const word = behindPrefix(vocabulary, value);
  return word !== undefined && vocabulary.words.has(word) ? word : value;
}

/** What stands behind one of the vocabulary's own prefixes, whether it is a word of it or not. */
function behindPrefix({ uris, curie, urn }: Vocabulary, value: string): string | undefined {
  const before = [curie, ...(urn === undefined ? [] : [urn]), ...uris].find((prefix) => value.startsWith(prefix));
  return before === undefined ? undefined : value.slice(before.length);
}

/**
 * The web URI of a bare word or of a CURIE into the standard vocabularies; every other value is answered unchanged.
 */
export function webUri(field: VocabularyField, value: string): string {
  const { uris, curie } = of(field);
  const bare = bareWord(field, value);
  if (isStandardWord(field, bare)) return `${uris[0]}${bare}`;
  return bare.startsWith(curie) ? `${uris[0]}${bare.slice(curie.length)}` : bare;
}

/** The URN of a bare word, as XML spells it; words of vocabularies without URNs and every other value are answered unchanged. */
export function cbvUrn(field: VocabularyField, value: string): string {
  const { words, urn } = of(field);
  return urn !== undefined && words.has(value) ? urn + value : value;
}

/** A value in one of the standard's own namespaces, taken apart. */
export interface StandardSpelling {
  /** The fields whose vocabulary is spelled so; none when the namespace is the standard's but the vocabulary does not exist. */
  readonly fields: readonly VocabularyField[];
  /** What stands for the word; it need not be one. */
  readonly word: string;
}

const fields: readonly VocabularyField[] = [
  'bizStep',
  'disposition',
  'bizTransactionType',
  'sourceDestType',
  'errorReason',
  'component',
  'measurementType',
  'sensorException',
];
const namespaces = /^(?:cbv:|urn:epcglobal:cbv:|https?:\/\/(?:ref|ns)\.gs1\.org\/cbv\/)/i;

/** Tells values that claim to be the standard's own from bare words and from everybody else's URIs (undefined). */
export function standardSpelling(value: string): StandardSpelling | undefined {
  const meant = /^urn:/i.test(value)
    ? value.replace(/^urn:epcglobal:cbv:[^:]*:/i, (before) => before.toLowerCase())
    : value;
  const found = fields.filter((field) => behindPrefix(of(field), meant) !== undefined);
  const [first] = found;
  if (first !== undefined) return { fields: found, word: behindPrefix(of(first), meant) ?? '' };
  return namespaces.test(value) ? { fields: [], word: value.replace(namespaces, '') } : undefined;
}
