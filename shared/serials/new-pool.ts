import { firstOutside } from '../gs1/character-sets.ts';
import { isCompanyPrefix } from '../gs1/company-prefix.ts';
import { readGtin } from '../gs1/gtin.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { profileProblem, sparseness } from './check-profile.ts';
import type { ImportedPool, RandomPool, SequentialPool, SsccPool } from './pool.ts';

/** FF1 is defined from a million values on (NIST SP 800-38G revision 1, §5.1). */
const leastCapacity = 1_000_000n;

const fresh = { next: 0, state: 'active', revision: 1 } as const;
const firstKey = [{ generation: 1, from: 0 }] as const;

interface Wanted {
  readonly id: string;
  readonly gtin: string;
  readonly profile?: string | undefined;
}

/** A pool of randomised serials, none issued yet. The alphabet is at least two different letters of AI 21, the length 2 to 20. */
export function newRandomPool(wanted: Wanted & { alphabet: string; length: number }): RandomPool | Refusal {
  const { id, alphabet, length, profile } = wanted;
  const gtin = readGtin(wanted.gtin);
  if (isRefusal(gtin)) return gtin;
  const named = profile === undefined ? {} : { profile };
  const problem =
    alphabetProblem(alphabet) ??
    lengthProblem(length) ??
    profileProblem({ kind: 'random', alphabet, length, ...named });
  if (problem) return problem;
  const capacity = BigInt(alphabet.length) ** BigInt(length);
  if (capacity < leastCapacity)
    return refuse('malformed', `${alphabet.length} letters and length ${length} give ${capacity} serials, too few`, {
      at: '/length',
      rule: 'NIST SP 800-38G §5.1',
      remedy: `choose a length or an alphabet that gives ${leastCapacity} or more`,
    });
  // Counters are plain numbers everywhere, so the largest exact one bounds them. They run on from key to key, so the bound holds for all keys together.
  const issuable = Math.min(Number((capacity - 1n) / sparseness), Number.MAX_SAFE_INTEGER);
  return { kind: 'random', id, gtin, alphabet, length, ...fresh, last: issuable - 1, generations: firstKey, ...named };
}

/**
 * A pool of serials in order, none issued yet: each its number, and `suffix` letters that cannot be guessed. Without them it needs a profile that
 * allows it.
 */
export function newSequentialPool(
  wanted: Wanted & { alphabet: string; length: number; suffix: number },
): SequentialPool | Refusal {
  const { id, alphabet, length, suffix, profile } = wanted;
  const gtin = readGtin(wanted.gtin);
  if (isRefusal(gtin)) return gtin;
  const named = profile === undefined ? {} : { profile };
  const problem =
    alphabetProblem(alphabet) ??
    lengthProblem(length) ??
    suffixProblem(suffix, length) ??
    profileProblem({ kind: 'sequential', alphabet, length, suffix, ...named });
  if (problem) return problem;
  const numbers = BigInt(alphabet.length) ** BigInt(length - suffix);
  const last = numbers > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER - 1 : Number(numbers) - 1;
  return { kind: 'sequential', id, gtin, alphabet, length, suffix, ...fresh, last, generations: firstKey, ...named };
}

/** A pool of SSCCs, none issued yet. With a prefix of `n` digits it holds 10^(16 − n). */
export function newSsccPool(wanted: { id: string; companyPrefix: string; extensionDigit: string }): SsccPool | Refusal {
  const { id, companyPrefix, extensionDigit } = wanted;
  if (!isCompanyPrefix(companyPrefix))
    return refuse('malformed', `a company prefix has 6 to 12 digits, not "${companyPrefix}"`, {
      at: '/companyPrefix',
      rule: 'EPC TDS §6.3',
      remedy: 'give the company prefix as GS1 licensed it',
    });
  if (!/^\d$/.test(extensionDigit))
    return refuse('malformed', `the extension digit is one digit, not "${extensionDigit}"`, {
      at: '/extensionDigit',
      rule: 'GS1 GS §2.2.1',
      remedy: 'choose a digit from 0 to 9',
    });
  return { kind: 'sscc', id, companyPrefix, extensionDigit, ...fresh, last: 10 ** (16 - companyPrefix.length) - 1 };
}

/** A pool for serials that others issue, with no list in it yet. */
export function newImportedPool({ id, gtin: text, profile }: Wanted): ImportedPool | Refusal {
  const gtin = readGtin(text);
  if (isRefusal(gtin)) return gtin;
  const named = profile === undefined ? {} : { profile };
  const problem = profileProblem({ kind: 'imported', ...named });
  return problem ?? { kind: 'imported', id, gtin, lengths: {}, letters: '', ...fresh, last: -1, ...named };
}

function alphabetProblem(alphabet: string): Refusal | undefined {
  const at = '/alphabet';
  const rule = 'GS1 GS §7.11, character set 82';
  const foreign = firstOutside('X', alphabet);
  if (foreign >= 0)
    return refuse('malformed', `${JSON.stringify(alphabet[foreign])} may not stand in a serial number`, {
      at,
      rule,
      remedy: 'leave it out',
    });
  if (alphabet.length < 2)
    return refuse('malformed', 'an alphabet has two letters or more', { at, rule, remedy: 'give more letters' });
  const twice = [...alphabet].find((letter, index) => alphabet.indexOf(letter) !== index);
  return twice === undefined
    ? undefined
    : refuse('malformed', `the alphabet has ${JSON.stringify(twice)} twice`, { at, rule, remedy: 'give it once' });
}

function lengthProblem(length: number): Refusal | undefined {
  if (Number.isInteger(length) && length >= 2 && length <= 20) return undefined;
  return refuse('malformed', `a serial has 2 to 20 characters, not ${length}`, {
    at: '/length',
    rule: 'GS1 GS §3.5.2',
    remedy: 'choose a length from 2 to 20',
  });
}

function suffixProblem(suffix: number, length: number): Refusal | undefined {
  if (Number.isInteger(suffix) && suffix >= 0 && suffix < length) return undefined;
  return refuse('malformed', `a suffix is shorter than its serial of ${length} characters, not ${suffix}`, {
    at: '/suffix',
    rule: 'Seriate: the number stands before the suffix',
    remedy: `choose a suffix below ${length}`,
  });
}
