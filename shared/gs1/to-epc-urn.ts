import { isRefusal } from '../refusal.ts';
import { keyForUrn } from './canonical-epc.ts';
import { type CompanyPrefixes, longestPrefix } from './company-prefix-table.ts';
import { partsOfKey } from './epc-key.ts';
import { writeParts } from './epc-parts.ts';

/**
 * The EPC URN of a GS1 Digital Link. A link does not show the length of the company prefix, so it is looked up among those given,
 * the longest match first, or in a table; undefined when none matches, never a guess. Lot beside serial and data attributes have no place in
 * a URN and are dropped; a link whose only qualifier is a consumer product variant has none. `convertIdentifier` says why, and what is left out.
 */
export function toEpcUrn(
  digitalLink: string,
  companyPrefixes: readonly string[] | CompanyPrefixes,
): string | undefined {
  const key = keyForUrn(digitalLink);
  if (key === undefined) return undefined;
  const parts = partsOfKey(key, 'prefixOf' in companyPrefixes ? companyPrefixes : longestPrefix(companyPrefixes));
  return isRefusal(parts) ? undefined : writeParts(parts);
}
