import { isRefusal, type Refusal } from '../refusal.ts';
import { readNumericKey } from './numeric-key.ts';

/** Reads a GTIN-8, -12, -13 or -14 and answers it in 14 digits, padded with zeros on the left (GS1 General Specifications §3.3.2). */
export function readGtin(text: string): string | Refusal {
  const gtin = readNumericKey(text, 'GTIN', [8, 12, 13, 14], 'GS1 GS §2.1');
  return isRefusal(gtin) ? gtin : gtin.padStart(14, '0');
}
