import { valueProblem } from './application-identifiers.ts';
import type { FoundLink } from './link-path.ts';

/** Names of keys that addresses of other services are full of: numbers of rooms and accounts, and one word of the language. */
const everyday = ['253', '255', '401', '402', '414', '415', '417', '8004', '8010', 'party'];
/** Those of them whose values have no check digit: any number of 4 to 30 characters will do. */
const unchecked = new Set(['401', '8004', '8010']);

/**
 * True when a key found in the path of a web URI may well be chance: `https://erp.example/orders/401/4500012345` is an order, not a consignment.
 * On GS1's own hosts no key is doubted. Elsewhere an everyday name counts only when the check digit of its value holds; where there is none, only when
 * nothing stands before it in the path. All other names (`01`, `00`, `8003`, `gtin`, `sscc` …) with values of the right shape are taken at
 * their word, wrong check digits included, so that a mistyped key is reported and not overlooked; published vectors
 * (`http://example.de/gtin-8/01/97803111`) have it so too.
 */
export function isDoubtful(text: string, { link, before }: FoundLink): boolean {
  const { ai, value } = link.primary;
  // Most links are of items; they do not wait for the rest.
  if (ai === '01' || ai === '00') return false;
  if (!everyday.includes(text.slice(before, text.indexOf('/', before))) || gs1Host.test(text)) return false;
  if (unchecked.has(ai)) return text.indexOf('/', text.indexOf('//') + 2) + 1 !== before;
  return valueProblem(ai, value) !== undefined;
}

/** `id.gs1.org` and other hosts of the global office, `id.gs1.de` and its like of member organisations. */
const gs1Host = /^https?:\/\/(?:[^/?#@]*\.)?gs1\.(?:org|[a-z]{2})(?::\d+)?\//i;
