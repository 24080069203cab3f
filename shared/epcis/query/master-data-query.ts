import { isRefusal, type Refusal } from '../../refusal.ts';
import type { Json } from '../../wire/json.ts';
import type { VocabularyElement } from '../master-data.ts';
import type { QueryMessage } from '../query-message.ts';
import { type Asked, digitsOf, refuseParameter, singleAsked, textsAsked, truthAsked } from './asked.ts';
import { saysOneOf, storedAttributeName } from './attribute-value.ts';
import { comparableIdentifier } from './comparable-spelling.ts';
import { definitionsIn } from './event-view.ts';
import { attributeNamed } from './vocabulary-fields.ts';

/** The query that a repository answers with master data (EPCIS 1.2 §8.2.7.2). */
export const SIMPLE_MASTER_DATA_QUERY = 'SimpleMasterDataQuery';
const RULE = 'EPCIS 1.2 §8.2.7.2 SimpleMasterDataQuery';

/** An element of master data as a query looks at it. */
export interface AskedElement {
  readonly id: string;
  readonly attributes: readonly { readonly id: string; readonly attribute?: Json }[];
  readonly children: readonly string[];
}

/** A SimpleMasterDataQuery, read and checked. */
export interface MasterDataQuery {
  /** Types of the vocabularies asked for, as sent; absent: all. */
  readonly vocabularies?: readonly string[];
  /** Only elements with one of these canonical ids. */
  readonly ids?: readonly string[];
  /** Only elements with one of these canonical ids, or inside one that has. */
  readonly within?: readonly string[];
  /** More elements than this are refused. */
  readonly maxElementCount?: number;
  /** Judges the attributes; `ids` and `within` are for whoever finds elements. */
  matches(element: AskedElement): boolean;
  /** What of an element is wanted. */
  told(element: AskedElement): VocabularyElement;
}

type Test = (element: AskedElement) => boolean;

/**
 * Reads the parameters of SimpleMasterDataQuery. Truths, numbers and lists of one may come as text. Refuses the first parameter that is
 * unknown, missing or has a wrong value as `bad-parameter`, `at` its name.
 */
export function readMasterDataQuery({ params, context }: QueryMessage): MasterDataQuery | Refusal {
  const definitions = definitionsIn(context);
  const asked = new Map<string, Asked>(
    Object.entries(params).map(([name, value]) => [name, { name, chosen: '', value, definitions }]),
  );
  const read = readAll(asked);
  return isRefusal(read) ? { ...read, rule: RULE } : read;
}

function readAll(asked: ReadonlyMap<string, Asked>): MasterDataQuery | Refusal {
  const unknown = [...asked.keys()].find((name) => !known.has(name) && !name.startsWith(EQATTR));
  if (unknown !== undefined)
    return refuseParameter(unknown, 'is no parameter of this query', `take one of ${[...known].join(', ')}, EQATTR_…`);
  const view = readView(asked);
  if (isRefusal(view)) return view;
  const tests = readTests(asked);
  if (isRefusal(tests)) return tests;
  const limits = readLimits(asked);
  if (isRefusal(limits)) return limits;
  return { ...limits, matches: (element) => tests.every((holds) => holds(element)), told: view };
}

const EQATTR = 'EQATTR_';
const known: ReadonlySet<string> = new Set([
  'vocabularyName',
  'includeAttributes',
  'includeChildren',
  'attributeNames',
  'EQ_name',
  'WD_name',
  'HASATTR',
  'maxElementCount',
]);

/** attributeNames limits the attributes that are told, not the elements. */
function readView(asked: ReadonlyMap<string, Asked>): MasterDataQuery['told'] | Refusal {
  const [withAttributes, withChildren] = [required('includeAttributes', asked), required('includeChildren', asked)];
  if (isRefusal(withAttributes)) return withAttributes;
  if (isRefusal(withChildren)) return withChildren;
  const names = attributesAsked(asked.get('attributeNames'));
  if (isRefusal(names)) return names;
  return ({ id, attributes, children }) => {
    const wanted =
      names === undefined ? attributes : attributes.filter((one) => names.has(storedAttributeName(one.id)));
    return {
      id,
      ...(withAttributes && wanted.length > 0 && { attributes: wanted }),
      ...(withChildren && children.length > 0 && { children }),
    };
  };
}

function required(name: string, asked: ReadonlyMap<string, Asked>): boolean | Refusal {
  const parameter = asked.get(name);
  return parameter === undefined ? refuseParameter(name, 'is missing', 'send true or false') : truthAsked(parameter);
}

function readTests(asked: ReadonlyMap<string, Asked>): Test[] | Refusal {
  const tests: Test[] = [];
  const names = attributesAsked(asked.get('HASATTR'));
  if (isRefusal(names)) return names;
  if (names !== undefined)
    tests.push(({ attributes }) => attributes.some(({ id }) => names.has(storedAttributeName(id))));
  for (const parameter of asked.values()) {
    if (!parameter.name.startsWith(EQATTR)) continue;
    const values = textsAsked(parameter);
    if (isRefusal(values)) return values;
    const name = namedIn(parameter.name.slice(EQATTR.length), parameter);
    if (isRefusal(name)) return name;
    const says = saysOneOf(values);
    tests.push(({ attributes }) =>
      attributes.some(({ id, attribute }) => storedAttributeName(id) === name && says(attribute)),
    );
  }
  return tests;
}

function readLimits(
  asked: ReadonlyMap<string, Asked>,
): Pick<MasterDataQuery, 'vocabularies' | 'ids' | 'within' | 'maxElementCount'> | Refusal {
  const lists = { vocabularies: asked.get('vocabularyName'), ids: asked.get('EQ_name'), within: asked.get('WD_name') };
  const found: { vocabularies?: string[]; ids?: string[]; within?: string[] } = {};
  for (const [key, parameter] of Object.entries(lists)) {
    const texts = parameter === undefined ? undefined : textsAsked(parameter);
    if (isRefusal(texts)) return texts;
    const inFull = texts?.map((text) => comparableIdentifier(text, parameter?.definitions ?? new Map()));
    if (inFull !== undefined) Object.assign(found, { [key]: [...new Set(inFull)] });
  }
  const most = countAsked(asked.get('maxElementCount'));
  return isRefusal(most) ? most : { ...found, ...(most !== undefined && { maxElementCount: most }) };
}

function countAsked(asked: Asked | undefined): number | undefined | Refusal {
  if (asked === undefined) return undefined;
  const value = singleAsked(asked);
  if (isRefusal(value)) return value;
  const count = Number(digitsOf(value));
  if (Number.isSafeInteger(count) && count >= 0) return count;
  return refuseParameter(asked.name, 'is no whole number from 0', 'send the number of elements that you can take');
}

function attributesAsked(asked: Asked | undefined): ReadonlySet<string> | undefined | Refusal {
  if (asked === undefined) return undefined;
  const texts = textsAsked(asked);
  if (isRefusal(texts)) return texts;
  const names = new Set<string>();
  for (const text of texts) {
    const name = namedIn(text, asked);
    if (isRefusal(name)) return name;
    names.add(name);
  }
  return names;
}

const namedIn = (text: string, { name, definitions }: Asked): string | Refusal =>
  attributeNamed(text, definitions) ??
  refuseParameter(name, `names the attribute ${text}, which is none`, 'write it like urn:epcglobal:cbv:mda#city');
