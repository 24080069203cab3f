import type { Vocabulary, VocabularyEntry } from '#common/store/vocabulary.ts';
import type { EventQuery, MasterDataNeed } from '#shared/epcis/query/event-query.ts';
import { attributeNamed, describedBy } from '#shared/epcis/query/vocabulary-fields.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { isExactNumber, literalOf } from '#shared/wire/exact-number.ts';
import { isJsonObject, type Json } from '#shared/wire/json.ts';
import { tooComplex } from './budget.ts';

/** Elements of master data that one query looks at. */
const MOST = 10_000;
const PER_PAGE = 500;
/** Places inside places. */
const DEEPEST = 100;

type Vocabularies = Pick<Vocabulary, 'get' | 'elements'>;
type Descendants = Extract<MasterDataNeed, { need: 'descendants' }>;
type Holders = Extract<MasterDataNeed, { need: 'holders' }>;

/**
 * Canonical ids for each need of a query, in their order.
 *
 * @throws Refused `too-complex` when it takes more than 10,000 elements of master data, or they nest deeper than 100
 */
export function resolveNeeds(
  vocabulary: Vocabularies,
  tenant: string,
  query: EventQuery,
): Promise<ReadonlySet<string>[]> {
  const tooMany = (parameter: string) =>
    tooComplex(query, `${parameter} leads to more than ${MOST} elements of master data, or deeper than ${DEEPEST}`);
  return Promise.all(
    query.needs.map((need) =>
      need.need === 'descendants'
        ? descendants(vocabulary, tenant, need, tooMany)
        : holders(vocabulary, tenant, need, tooMany),
    ),
  );
}

const placesOf = (parameter: string) =>
  describedBy(parameter === 'WD_readPoint' ? 'readPoint' : 'bizLocation').vocabularies;

/** Generation by generation; each id once, so a place that is its own descendant ends the walk. */
async function descendants(
  vocabulary: Vocabularies,
  tenant: string,
  { ids, parameter }: Descendants,
  tooMany: (parameter: string) => Error,
): Promise<ReadonlySet<string>> {
  const found = new Set(ids.map(canonicalEpc));
  let generation = [...found];
  for (let depth = 0; generation.length > 0; depth++) {
    if (found.size > MOST || depth > DEEPEST) throw tooMany(parameter);
    const entries = await vocabulary.get(tenant, placesOf(parameter), generation);
    const children = new Set(entries.flatMap((entry) => entry.children.map(canonicalEpc)));
    generation = [...children].filter((child) => !found.has(child));
    for (const child of generation) found.add(child);
  }
  return found;
}

async function holders(
  vocabulary: Vocabularies,
  tenant: string,
  need: Holders,
  tooMany: (parameter: string) => Error,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  let looked = 0;
  for (const name of need.vocabularies)
    for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
      const { elements, next } = await vocabulary.elements(tenant, name, after, PER_PAGE);
      looked += elements.length;
      if (looked > MOST) throw tooMany(need.parameter);
      for (const element of elements) if (holds(element, need)) found.add(element.canonical);
      after = next;
    }
  return found;
}

/** True when an element has an attribute of a wanted name and, where values are wanted, one of them. */
function holds({ attributes }: VocabularyEntry, { names, values }: Holders): boolean {
  const wanted = new Set(names.map(attributeName));
  return attributes.some(
    ({ id, attribute }) => wanted.has(attributeName(id)) && (values === undefined || isOneOf(attribute, values)),
  );
}

const attributeName = (name: string): string => attributeNamed(name, noDefinitions) ?? name;

const noDefinitions = new Map<string, string>();

/** Attributes are texts, or lists of them; identifiers among them compare in any spelling. */
function isOneOf(attribute: Json | undefined, values: readonly string[]): boolean {
  if (Array.isArray(attribute)) return attribute.some((one) => isOneOf(one, values));
  if (attribute === undefined || attribute === null || isJsonObject(attribute)) return false;
  const text = isExactNumber(attribute) ? literalOf(attribute) : String(attribute);
  return values.includes(text) || values.map(canonicalEpc).includes(canonicalEpc(text));
}
