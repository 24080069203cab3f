import { firstOutside } from '../gs1/character-sets.ts';
import type { CodeProfile } from './profiles.ts';

/** The longest value that an application identifier has. */
const LONGEST_EXTRA = 90;

/**
 * What is wrong with one code of a list; undefined when it may come into a pool of the profile. The answer names characters and lengths, never
 * what stands behind the code.
 */
export function listedCodeProblem(
  code: string,
  extra: Readonly<Record<string, string>>,
  profile?: CodeProfile,
): string | undefined {
  const { least, most } = profile?.length ?? { least: 1, most: 20 };
  if (code.length < least || code.length > most)
    return `the code has ${code.length} characters, not ${least === most ? least : `${least} to ${most}`}`;
  const foreign = firstOutside('X', code);
  if (foreign >= 0) return `${JSON.stringify(code[foreign])} may not stand in a serial number (GS1 GS §7.11)`;
  if (profile?.begins !== undefined && !code.startsWith(profile.begins))
    return `the code does not begin with ${profile.begins}`;
  const strange = profile && [...code].find((letter) => !profile.alphabet.includes(letter));
  if (strange !== undefined) return `codes of ${profile?.name} have no ${JSON.stringify(strange)}`;
  return extraProblem(extra, profile);
}

function extraProblem(extra: Readonly<Record<string, string>>, profile?: CodeProfile): string | undefined {
  for (const [ai, value] of Object.entries(extra)) {
    if (!/^\d{2,4}$/.test(ai)) return `${JSON.stringify(ai)} is no application identifier`;
    if (profile !== undefined && !profile.extra.some((one) => one.ai === ai))
      return `codes of ${profile.name} carry no (${ai})`;
    if (value.length < 1 || value.length > LONGEST_EXTRA || firstOutside('X', value) >= 0)
      return `(${ai}) has 1 to ${LONGEST_EXTRA} characters of GS1 character set 82`;
  }
  for (const { ai, length, meaning } of profile?.extra ?? [])
    if (extra[ai]?.length !== length) return `the code comes with ${length} characters of (${ai}), its ${meaning}`;
  return undefined;
}

/**
 * Why so many codes of a length are too many for whoever guesses; undefined when they are not.
 *
 * @param letters every letter that any of them has
 * @param count codes of that length ever imported for the GTIN, into whichever pool
 */
export function tooDense(letters: string, length: number, count: number, profile?: CodeProfile): string | undefined {
  if (profile?.guessBound === undefined) return undefined;
  const most = BigInt(letters.length) ** BigInt(length) / BigInt(profile.guessBound);
  if (BigInt(count) <= most) return undefined;
  return `${count} codes of ${length} characters over ${letters.length} letters, with all imported for the GTIN: a guess would hit more than once in ${profile.guessBound} (${profile.source}), ${most} at most`;
}
