import { isRefusal } from '../refusal.ts';
import { canonicalKey } from './canonical-epc.ts';
import { type CompanyPrefixes, longestPrefix } from './company-prefix-table.ts';
import { partsOfKey } from './epc-key.ts';
import { writeParts } from './epc-parts.ts';

/**
 * The EPC URN of a GS1 Digital Link. A link does not show the length of the company prefix, so it is looked up among those given,
 * the longest match first, or in a table; undefined when none matches, never a guess. `convertIdentifier` says why.
 */
export function toEpcUrn(
  digitalLink: string,
  companyPrefixes: readonly string[] | CompanyPrefixes,
): string | undefined {
  const key = canonicalKey(digitalLink);
  if (key === undefined) return undefined;
  const parts = partsOfKey(key, 'prefixOf' in companyPrefixes ? companyPrefixes : longestPrefix(companyPrefixes));
  return isRefusal(parts) ? undefined : writeParts(parts);
}
