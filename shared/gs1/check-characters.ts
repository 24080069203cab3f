import { set82 } from './character-sets.ts';

const pairLetters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Weights from the right: the first primes, as many as the longest model number has characters before its pair. */
const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83];

/**
 * The two check characters of a Global Model Number or a HIDRI given without them: at most 23 characters of set 82 (GS1 General
 * Specifications §7.9.5). Undefined for a longer text and for characters outside the set.
 */
export function checkCharacters(text: string): string | undefined {
  if (text.length > primes.length) return undefined;
  let sum = 0;
  for (let at = 0; at < text.length; at++) {
    const worth = set82.indexOf(text.charAt(at));
    if (worth < 0) return undefined;
    sum += worth * (primes[text.length - 1 - at] ?? 0);
  }
  const pair = sum % 1021;
  return pairLetters.charAt(pair >> 5) + pairLetters.charAt(pair & 31);
}
