import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { chunksOf } from '../store/batches.ts';
import type { Vocabulary, VocabularyEntry } from '../store/vocabulary.ts';

/** Elements of master data that one query looks at. */
export const MOST_ELEMENTS = 10_000;
/** Places inside places. */
export const DEEPEST = 100;
const PER_PAGE = 500;
/** Keys that are read at once: an element may have 400 kB. */
const KEYS_AT_ONCE = 100;

/** When a walk goes no further, besides by its own bounds. */
export type IsOver = () => boolean;
const never: IsOver = () => false;

/**
 * Canonical ids and those of all that is inside them, by `children`. Generation by generation; each id once, so what is its own descendant ends
 * the walk.
 *
 * @param tooMuch made and thrown beyond 10,000 ids, 100 generations, or when it is over
 */
export async function descendantsOf(
  vocabulary: Pick<Vocabulary, 'get'>,
  tenant: string,
  names: readonly string[],
  ids: readonly string[],
  tooMuch: () => Error,
  isOver: IsOver = never,
): Promise<ReadonlySet<string>> {
  const found = new Set(ids.map(canonicalEpc));
  let generation = [...found];
  for (let depth = 0; generation.length > 0; depth++) {
    if (found.size > MOST_ELEMENTS || depth > DEEPEST || isOver()) throw tooMuch();
    const children = new Set<string>();
    for await (const entry of elementsOfIds(vocabulary, tenant, names, generation, tooMuch, isOver))
      for (const child of entry.children) children.add(canonicalEpc(child));
    generation = [...children].filter((child) => !found.has(child));
    for (const child of generation) found.add(child);
  }
  return found;
}

/**
 * The elements of canonical ids, no two alike, in no order. Read some at a time, so that few are in memory and it can end between them.
 *
 * @param tooMuch made and thrown when it is over
 */
export async function* elementsOfIds(
  vocabulary: Pick<Vocabulary, 'get'>,
  tenant: string,
  names: readonly string[],
  ids: readonly string[],
  tooMuch: () => Error,
  isOver: IsOver = never,
): AsyncGenerator<VocabularyEntry> {
  for (const some of chunksOf(ids, Math.max(1, Math.floor(KEYS_AT_ONCE / names.length)))) {
    if (isOver()) throw tooMuch();
    yield* await vocabulary.get(tenant, names, some);
  }
}

/**
 * All elements of some vocabularies, one after the other.
 *
 * @param tooMuch made and thrown beyond 10,000 elements, or when it is over
 */
export async function* elementsOf(
  vocabulary: Pick<Vocabulary, 'elements'>,
  tenant: string,
  names: readonly string[],
  tooMuch: () => Error,
  isOver: IsOver = never,
): AsyncGenerator<VocabularyEntry> {
  let looked = 0;
  for (const name of names)
    for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
      if (isOver()) throw tooMuch();
      const page = await vocabulary.elements(tenant, name, after, PER_PAGE);
      looked += page.elements.length;
      if (looked > MOST_ELEMENTS) throw tooMuch();
      yield* page.elements;
      after = page.next;
    }
}
