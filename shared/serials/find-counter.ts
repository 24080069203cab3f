import { checkDigitHolds } from '../gs1/check-digit.ts';
import { type Ciphers, type Span, spansOf } from './ciphers.ts';
import { type EncryptBlocks, ff1Shape } from './ff1.ts';
import { isNarrow } from './ff1-narrow.ts';
import { ff1Numerals, readNumerals } from './ff1-numerals.ts';
import { narrowCounters } from './find-narrow.ts';
import type { ComputedPool, RandomPool, SsccPool } from './pool.ts';
import { domainOf } from './random-counters.ts';
import { sequentialCounters } from './sequential-serials.ts';

/** The counter a serial (or an SSCC of 18 digits) was issued under; undefined when the pool has not issued it. */
export function counterOf(pool: ComputedPool, code: string, ciphers: Ciphers): number | undefined {
  return countersOf(pool, [code], ciphers)[0];
}

/**
 * `counterOf` of many codes, in their order, at the price of few calls of the cipher. A pool's keys are tried from the oldest to the newest:
 * what an older one issued, a newer one has skipped.
 */
export function countersOf(pool: ComputedPool, codes: readonly string[], ciphers: Ciphers): (number | undefined)[] {
  if (pool.kind === 'sscc') return codes.map((code) => ssccCounter(pool, code));
  if (pool.kind === 'sequential') return sequentialCounters(pool, codes, ciphers);
  const [first, ...later] = spansOf(pool);
  if (first === undefined) return codes.map(() => undefined);
  const found = issuedBy(pool, first, codes, ciphers);
  for (const span of later)
    for (const [i, counter] of issuedBy(pool, span, codes, ciphers).entries()) found[i] ??= counter;
  return found;
}

/** Counters of one generation that were issued. */
function issuedBy(pool: RandomPool, { generation, from, end }: Span, codes: readonly string[], ciphers: Ciphers) {
  const beyond = Math.min(end, pool.next);
  if (beyond <= from) return codes.map(() => undefined);
  return spelledBy(pool, codes, ciphers(generation)).map((counter) =>
    counter !== undefined && counter >= from && counter < beyond ? counter : undefined,
  );
}

function spelledBy(pool: RandomPool, codes: readonly string[], encrypt: EncryptBlocks): (number | undefined)[] {
  const domain = domainOf(pool);
  if (isNarrow(ff1Shape(domain))) return narrowCounters(pool, codes, encrypt);
  const numerals = codes.map((code) => numeralsOf(pool, code));
  const readable = numerals.filter((digits) => digits !== undefined);
  const counters = ff1Numerals(domain, encrypt, 'decrypt', readable).values();
  return numerals.map((digits) => {
    const counter = digits && counters.next().value;
    return counter && Number(readNumerals(counter, domain.radix));
  });
}

function numeralsOf({ alphabet, length }: RandomPool, serial: string): number[] | undefined {
  if (serial.length !== length) return undefined;
  const digits = Array.from(serial, (letter) => alphabet.indexOf(letter));
  return digits.includes(-1) ? undefined : digits;
}

function ssccCounter(pool: SsccPool, sscc: string): number | undefined {
  const space = pool.extensionDigit + pool.companyPrefix;
  if (sscc.length !== 18 || !sscc.startsWith(space) || !checkDigitHolds(sscc)) return undefined;
  const counter = BigInt(sscc.slice(space.length, 17));
  return counter < BigInt(pool.next) ? Number(counter) : undefined;
}
