import { checkDigitHolds } from '../gs1/check-digit.ts';
import { type EncryptBlocks, ff1Shape } from './ff1.ts';
import { isNarrow } from './ff1-narrow.ts';
import { ff1Numerals, readNumerals } from './ff1-numerals.ts';
import { narrowCounters } from './find-narrow.ts';
import type { Pool, RandomPool, SsccPool } from './pool.ts';

/** The counter a serial (or an SSCC of 18 digits) was issued under; undefined when the pool has not issued it. */
export function counterOf(pool: Pool, code: string, encrypt: EncryptBlocks): number | undefined {
  return countersOf(pool, [code], encrypt)[0];
}

/** `counterOf` of many codes, in their order, at the price of few calls of the cipher. */
export function countersOf(pool: Pool, codes: readonly string[], encrypt: EncryptBlocks): (number | undefined)[] {
  if (pool.kind === 'sscc') return codes.map((code) => ssccCounter(pool, code));
  const domain = { radix: pool.alphabet.length, length: pool.length };
  if (isNarrow(ff1Shape(domain))) return narrowCounters(pool, domain, codes, encrypt);
  const numerals = codes.map((code) => numeralsOf(pool, code));
  const readable = numerals.filter((digits) => digits !== undefined);
  const counters = ff1Numerals(domain, encrypt, 'decrypt', readable).values();
  return numerals.map((digits) => {
    const counter = digits && counters.next().value;
    return counter && issued(pool, readNumerals(counter, domain.radix));
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
  return issued(pool, BigInt(sscc.slice(space.length, 17)));
}

const issued = (pool: Pool, counter: bigint) => (counter < BigInt(pool.next) ? Number(counter) : undefined);
