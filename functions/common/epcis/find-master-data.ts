import type { MasterDataList, VocabularyElement } from '#shared/epcis/master-data.ts';
import type { MasterDataQuery } from '#shared/epcis/query/master-data-query.ts';
import { refuse } from '#shared/refusal.ts';
import { Refused } from '../refused.ts';
import { type Vocabulary, type VocabularyEntry, vocabularyName } from '../store/vocabulary.ts';
import { DEEPEST, descendantsOf, elementsOf, elementsOfIds, type IsOver, MOST_ELEMENTS } from './walk-vocabulary.ts';

/** UTF-16 code units of JSON that one answer tells: XML of it stays within what a function may answer. */
const LONGEST = 2_500_000;
/** The functions that ask have 29 s, of which writing the answer takes its part. */
const LONGEST_MS = 20_000;

export type AskedVocabulary = Pick<Vocabulary, 'get' | 'elements' | 'vocabularies'>;

/**
 * All elements that a query asks for, by vocabulary (EPCIS 1.2 §8.2.7.2).
 *
 * @param clock milliseconds
 * @throws Refused `too-complex` when that takes a look at more than 10,000 elements, or 20 seconds, `too-many-results` beyond `maxElementCount` and
 * what one answer holds
 */
export async function findMasterData(
  vocabulary: AskedVocabulary,
  tenant: string,
  query: MasterDataQuery,
  clock: () => number,
): Promise<MasterDataList[]> {
  const end = clock() + LONGEST_MS;
  const isOver = () => clock() >= end;
  const names = await askedNames(vocabulary, tenant, query);
  const ids = await askedIds(vocabulary, tenant, names, query, isOver);
  const lists = new Map<string, VocabularyElement[]>();
  let [count, length] = [0, 0];
  for await (const entry of entries(vocabulary, tenant, names, ids, isOver)) {
    if (!query.matches(entry)) continue;
    const told = query.told(entry);
    count++;
    length += JSON.stringify(told).length;
    if (count > (query.maxElementCount ?? count) || length > LONGEST) throw tooMany(query);
    const list = lists.get(entry.vocabulary);
    if (list === undefined) lists.set(entry.vocabulary, [told]);
    else list.push(told);
  }
  return [...lists].map(([name, elements]) => ({ type: vocabularyType(name), vocabularyElementList: elements }));
}

/** The type that stands for a vocabulary in documents (EPCIS 2.0 §7.2). */
export const vocabularyType = (name: string): string =>
  name.includes(':') ? name : `urn:epcglobal:epcis:vtype:${name}`;

async function askedNames(vocabulary: AskedVocabulary, tenant: string, { vocabularies }: MasterDataQuery) {
  return vocabularies === undefined ? vocabulary.vocabularies(tenant) : [...new Set(vocabularies.map(vocabularyName))];
}

/** The ids that EQ_name and WD_name leave; undefined when neither is asked. */
async function askedIds(
  vocabulary: AskedVocabulary,
  tenant: string,
  names: readonly string[],
  { ids, within }: MasterDataQuery,
  isOver: IsOver,
): Promise<readonly string[] | undefined> {
  if (within === undefined) return ids;
  const inside = await descendantsOf(vocabulary, tenant, names, within, tooComplex('WD_name'), isOver);
  return ids === undefined ? [...inside] : ids.filter((id) => inside.has(id));
}

async function* entries(
  vocabulary: AskedVocabulary,
  tenant: string,
  names: readonly string[],
  ids: readonly string[] | undefined,
  isOver: IsOver,
): AsyncGenerator<VocabularyEntry> {
  if (ids !== undefined) {
    if (ids.length * names.length > MOST_ELEMENTS) throw tooComplex('EQ_name')();
    yield* elementsOfIds(vocabulary, tenant, names, ids, tooComplex('EQ_name'), isOver);
    return;
  }
  yield* elementsOf(vocabulary, tenant, names, tooComplex('vocabularyName'), isOver);
}

const RULE = 'EPCIS 1.2 §8.2.7.2 SimpleMasterDataQuery';

const tooComplex = (at: string) => () =>
  new Refused(
    refuse(
      'too-complex',
      `the query looks at more than ${MOST_ELEMENTS} elements of master data, or for too long, or they nest deeper than ${DEEPEST}`,
      {
        at,
        rule: RULE,
        remedy: 'ask for one vocabulary, or for elements by EQ_name',
      },
    ),
  );

const tooMany = ({ maxElementCount }: MasterDataQuery) =>
  new Refused(
    refuse('too-many-results', `the query finds more than ${maxElementCount ?? 'one answer can hold'}`, {
      ...(maxElementCount !== undefined && { at: 'maxElementCount' }),
      rule: RULE,
      remedy: 'raise maxElementCount, ask for fewer attributes, or for elements by EQ_name or WD_name',
    }),
  );
