import { isRefusal, type Refusal } from '../refusal.ts';
import { readNumericKey } from './numeric-key.ts';

/** Reads a GTIN-8, -12, -13 or -14 and answers it in 14 digits, padded with zeros on the left (GS1 General Specifications §3.3.2). */
export function readGtin(text: string): string | Refusal {
  const gtin = readNumericKey(text, 'GTIN', [8, 12, 13, 14], 'GS1 GS §2.1');
  return isRefusal(gtin) ? gtin : gtin.padStart(14, '0');
}

/**
 * The form in which a GTIN of 14 digits was allocated: GTIN-8 behind six zeros, GTIN-12 behind two, GTIN-13 behind one. No other GTIN begins
 * with five zeros behind its indicator (GS1 General Specifications §1.4.2), so the answer is certain.
 */
export function unpadGtin(gtin: string): string {
  for (const length of [8, 12, 13]) {
    const padding = 14 - length;
    if (gtin.startsWith('0'.repeat(padding)) && gtin.length === 14) return gtin.slice(padding);
  }
  return gtin;
}
