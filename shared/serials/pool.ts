import { firstOutside } from '../gs1/character-sets.ts';
import { isCompanyPrefix } from '../gs1/company-prefix.ts';
import { readGtin } from '../gs1/gtin.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';

/**
 * Randomised serials of one GTIN: serial = FF1 over `length` letters of `alphabet`, of a counter, under the pool's key. Counters from `next`
 * to `last` are free. A higher `generation` is another key, hence another order of the same serials.
 */
export interface RandomPool {
  readonly kind: 'random';
  readonly id: string;
  readonly gtin: string;
  readonly alphabet: string;
  readonly length: number;
  readonly next: number;
  readonly last: number;
  readonly generation: number;
}

/** SSCCs of one company prefix and extension digit, in order. */
export interface SsccPool {
  readonly kind: 'sscc';
  readonly id: string;
  readonly companyPrefix: string;
  readonly extensionDigit: string;
  readonly next: number;
  readonly last: number;
}

export type Pool = RandomPool | SsccPool;

/** One in so many serials at most is ever issued: a guess must hit with a probability below 1:10,000 (Regulation (EU) 2016/161, art. 4(b)). */
const sparseness = 10_000n;

/** FF1 is defined from a million values on (NIST SP 800-38G revision 1, §5.1). */
const leastCapacity = 1_000_000n;

/** A pool of randomised serials, none issued yet. The alphabet is at least two different letters of AI 21, the length 2 to 20. */
export function newRandomPool(wanted: {
  id: string;
  gtin: string;
  alphabet: string;
  length: number;
}): RandomPool | Refusal {
  const gtin = readGtin(wanted.gtin);
  if (isRefusal(gtin)) return gtin;
  const { id, alphabet, length } = wanted;
  const problem = alphabetProblem(alphabet) ?? lengthProblem(length);
  if (problem) return problem;
  const capacity = BigInt(alphabet.length) ** BigInt(length);
  if (capacity < leastCapacity)
    return refuse('malformed', `${alphabet.length} letters and length ${length} give ${capacity} serials, too few`, {
      at: '/length',
      rule: 'NIST SP 800-38G §5.1',
      remedy: `choose a length or an alphabet that gives ${leastCapacity} or more`,
    });
  // Counters are plain numbers everywhere, so the largest exact one bounds them.
  const issuable = Math.min(Number((capacity - 1n) / sparseness), Number.MAX_SAFE_INTEGER);
  return { kind: 'random', id, gtin, alphabet, length, next: 0, last: issuable - 1, generation: 1 };
}

/** A pool of SSCCs, none issued yet. With a prefix of `n` digits it holds 10^(16 − n). */
export function newSsccPool(wanted: { id: string; companyPrefix: string; extensionDigit: string }): SsccPool | Refusal {
  const { id, companyPrefix, extensionDigit } = wanted;
  if (!isCompanyPrefix(companyPrefix))
    return refuse('malformed', `a company prefix has 6 to 12 digits, not "${companyPrefix}"`, {
      at: '/companyPrefix',
      rule: 'EPC TDS §6.3',
    });
  if (!/^\d$/.test(extensionDigit))
    return refuse('malformed', `the extension digit is one digit, not "${extensionDigit}"`, {
      at: '/extensionDigit',
      rule: 'GS1 GS §2.2.1',
    });
  return { kind: 'sscc', id, companyPrefix, extensionDigit, next: 0, last: 10 ** (16 - companyPrefix.length) - 1 };
}

function alphabetProblem(alphabet: string): Refusal | undefined {
  const at = '/alphabet';
  const foreign = firstOutside('X', alphabet);
  if (foreign >= 0)
    return refuse('malformed', `${JSON.stringify(alphabet[foreign])} may not stand in a serial number`, {
      at,
      rule: 'GS1 GS §7.11, character set 82',
    });
  if (alphabet.length < 2) return refuse('malformed', 'an alphabet has two letters or more', { at });
  const twice = [...alphabet].find((letter, index) => alphabet.indexOf(letter) !== index);
  return twice === undefined
    ? undefined
    : refuse('malformed', `the alphabet has ${JSON.stringify(twice)} twice`, { at });
}

function lengthProblem(length: number): Refusal | undefined {
  if (Number.isInteger(length) && length >= 2 && length <= 20) return undefined;
  return refuse('malformed', `a serial has 2 to 20 characters, not ${length}`, {
    at: '/length',
    rule: 'GS1 GS §3.5.2',
  });
}
