import { nearestWord } from '#shared/epcis/nearest-word.ts';

/** The candidate that the word was most likely meant to be: it begins so, or is a slip of the fingers away. Undefined when none is close. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const begins = word.length > 1 ? candidates.find((candidate) => candidate.startsWith(word)) : undefined;
  return begins ?? nearestWord(word, candidates);
}
