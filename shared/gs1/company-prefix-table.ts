import { type Refusal, refuse } from '../refusal.ts';
import { isCompanyPrefix } from './company-prefix.ts';
import { quote } from './quote.ts';

/** Knows company prefixes: a digital link and an element string do not show where one ends. */
export interface CompanyPrefixes {
  /** The company prefix (6 to 12 digits) that a text begins with; undefined when none is known. Never a guess. */
  prefixOf(digits: string): string | undefined;
}

const SHORTEST = 6;
const LONGEST = 12;

/** Company prefixes of a tenant: the longest that a key begins with is its own, at the cost of seven look-ups however many there are. */
export function companyPrefixTable(prefixes: Iterable<string>): CompanyPrefixes | Refusal {
  const known = new Set(prefixes);
  let index = 0;
  for (const prefix of known) {
    if (!isCompanyPrefix(prefix))
      return refuse('malformed', `company prefix ${quote(prefix)} must have 6 to 12 digits`, {
        at: `/${index}`,
        rule: 'EPC TDS §6.3',
      });
    index++;
  }
  return {
    prefixOf(digits) {
      for (let length = LONGEST; length >= SHORTEST; length--) {
        const prefix = digits.slice(0, length);
        if (known.has(prefix)) return prefix;
      }
      return undefined;
    },
  };
}

/** The longest of a few prefixes that a text begins with; what is no company prefix is passed over. */
export function longestPrefix(prefixes: readonly string[]): CompanyPrefixes {
  return {
    prefixOf(digits) {
      let longest: string | undefined;
      for (const prefix of prefixes)
        if (prefix.length > (longest?.length ?? 0) && digits.startsWith(prefix) && isCompanyPrefix(prefix))
          longest = prefix;
      return longest;
    },
  };
}

/** Asks each in turn, the tenant's own prefixes before the published lengths; the first answer holds. */
export function prefixesInOrder(...tables: readonly CompanyPrefixes[]): CompanyPrefixes {
  return {
    prefixOf(digits) {
      for (const table of tables) {
        const prefix = table.prefixOf(digits);
        if (prefix !== undefined) return prefix;
      }
      return undefined;
    },
  };
}
