import { canonicalKey } from './canonical-epc.ts';
import { partsOfKey } from './epc-key.ts';
import { writeParts } from './epc-parts.ts';

/**
 * The EPC URN of a GS1 Digital Link. A link does not show the length of the company prefix, so it is looked up among those given,
 * the longest match first; undefined when none matches, never a guess.
 */
export function toEpcUrn(digitalLink: string, companyPrefixes: readonly string[]): string | undefined {
  const key = canonicalKey(digitalLink);
  const parts = key && partsOfKey(key, companyPrefixes);
  return parts && writeParts(parts);
}
