import type { VocabularyField } from '../vocabulary.ts';

/** A word that an earlier edition of CBV had. */
export interface WithdrawnWord {
  /** The word of CBV 2.0 that says the same. */
  readonly successor: string;
  /** What is known of its withdrawal. */
  readonly since: string;
}

/**
 * Words of CBV 1.x that CBV 2.0 has no longer. The change lists of the standard itself were not at hand: the dispositions are marked so
 * in vendors' message libraries made after CBV 1.1, the business step by GS1's editors of CBV 1.2.
 */
const byField: Partial<Record<VocabularyField, Readonly<Record<string, WithdrawnWord>>>> = {
  bizStep: { transforming: { successor: 'commissioning', since: 'deprecated in CBV 1.2' } },
  disposition: {
    non_sellable_damaged: { successor: 'damaged', since: 'deprecated in CBV 1.1' },
    non_sellable_disposed: { successor: 'disposed', since: 'deprecated in CBV 1.1' },
    non_sellable_expired: { successor: 'expired', since: 'deprecated in CBV 1.1' },
    non_sellable_no_pedigree_match: { successor: 'no_pedigree_match', since: 'deprecated in CBV 1.1' },
    non_sellable_recalled: { successor: 'recalled', since: 'deprecated in CBV 1.1' },
    // A word of CBV 1.0 that sits in old repositories; that `retail_sold` took its place is inferred from their word lists.
    sold: { successor: 'retail_sold', since: 'withdrawn before CBV 1.1, by the word lists of old repositories' },
  },
};

/** The word that took the place of one of CBV 1.x; undefined when CBV 1.x had none such. */
export function withdrawnWord(field: VocabularyField, word: string): WithdrawnWord | undefined {
  const words = byField[field];
  return words !== undefined && Object.hasOwn(words, word) ? words[word] : undefined;
}
