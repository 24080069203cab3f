import { DEEPEST, descendantsOf, elementsOf, type IsOver, MOST_ELEMENTS } from '#common/epcis/walk-vocabulary.ts';
import { type Vocabulary, type VocabularyEntry, vocabularyName } from '#common/store/vocabulary.ts';
import { saysOneOf, storedAttributeName } from '#shared/epcis/query/attribute-value.ts';
import type { EventQuery, MasterDataNeed } from '#shared/epcis/query/event-query.ts';
import { describedBy } from '#shared/epcis/query/vocabulary-fields.ts';
import { tooComplex } from './budget.ts';

/** Things that one query asks of master data. */
const MOST_NEEDS = 10;

type Vocabularies = Pick<Vocabulary, 'get' | 'elements'>;
type Descendants = Extract<MasterDataNeed, { need: 'descendants' }>;
type Holders = Extract<MasterDataNeed, { need: 'holders' }>;

/**
 * Canonical ids for each need of a query, in their order. However many attributes are asked for, a vocabulary is read once.
 *
 * @param isOver when no more may be looked up
 * @throws Refused `too-complex` when there are more than 10 needs, when it takes more than 10,000 elements of master data, when they nest deeper
 * than 100, or when it is over before
 */
export async function resolveNeeds(
  vocabulary: Vocabularies,
  tenant: string,
  query: EventQuery,
  isOver: IsOver = () => false,
): Promise<ReadonlySet<string>[]> {
  const { needs } = query;
  if (needs.length > MOST_NEEDS)
    throw tooComplex(query, `${namesOf(needs)} ask more than ${MOST_NEEDS} things of master data`);
  const tooMuch = (of: readonly MasterDataNeed[]) => () =>
    tooComplex(
      query,
      `${namesOf(of)} leads to more than ${MOST_ELEMENTS} elements of master data, deeper than ${DEEPEST}, or takes too long`,
    );
  const holding = needs.filter((need) => need.need === 'holders');
  const held = await holders(vocabulary, tenant, holding, tooMuch(holding), isOver);
  const answers: ReadonlySet<string>[] = [];
  for (const need of needs)
    answers.push(
      need.need === 'holders'
        ? (held.get(need) ?? new Set())
        : await descendantsOf(vocabulary, tenant, placesOf(need), need.ids, tooMuch([need]), isOver),
    );
  return answers;
}

const namesOf = (needs: readonly MasterDataNeed[]) => [...new Set(needs.map(({ parameter }) => parameter))].join(', ');

const placesOf = ({ parameter }: Descendants) =>
  describedBy(parameter === 'WD_readPoint' ? 'readPoint' : 'bizLocation').vocabularies;

async function holders(
  vocabulary: Vocabularies,
  tenant: string,
  needs: readonly Holders[],
  tooMuch: () => Error,
  isOver: IsOver,
): Promise<ReadonlyMap<Holders, ReadonlySet<string>>> {
  const asked = needs.map((need) => ({
    need,
    within: new Set(need.vocabularies.map(vocabularyName)),
    holds: holdingOf(need),
    found: new Set<string>(),
  }));
  const names = [...new Set(asked.flatMap(({ within }) => [...within]))];
  for await (const element of elementsOf(vocabulary, tenant, names, tooMuch, isOver))
    for (const { within, holds, found } of asked)
      if (within.has(element.vocabulary) && holds(element)) found.add(element.canonical);
  return new Map(asked.map(({ need, found }) => [need, found]));
}

/** Tests whether an element has an attribute of a wanted name and, where values are wanted, one of them. */
function holdingOf({ names, values }: Holders): (element: VocabularyEntry) => boolean {
  const wanted = new Set(names.map(storedAttributeName));
  const says = values === undefined ? () => true : saysOneOf(values);
  return ({ attributes }) =>
    attributes.some(({ id, attribute }) => wanted.has(storedAttributeName(id)) && says(attribute));
}
