import type { Refusal } from '../refusal.ts';
import { readNumericKey } from './numeric-key.ts';

/** Reads a GLN of 13 digits. */
export function readGln(text: string): string | Refusal {
  return readNumericKey(text, 'GLN', [13], 'GS1 GS §2.4');
}
