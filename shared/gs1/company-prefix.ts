import { type Refusal, refuse } from '../refusal.ts';
import { quote } from './quote.ts';

/** True for 6 to 12 digits, the lengths a company prefix has in an EPC (EPC Tag Data Standard §6.3). */
export function isCompanyPrefix(text: string): boolean {
  return /^\d{6,12}$/.test(text);
}

/** Digits of the shortest company prefix an EPC has; a licence of four or five digits is spelled with the digits behind it (EPC TDS §6.3). */
const SHORTEST = 6;

/** Every shorter company prefix that a company prefix begins with, the shortest first. None of them can be anybody's while it is. */
export const stemsOf = (prefix: string): string[] =>
  Array.from({ length: Math.max(0, prefix.length - SHORTEST) }, (_, i) => prefix.slice(0, SHORTEST + i));

/** What GS1 uses itself, or lets everybody use, and so issues to no company. Prefixes that it keeps for later are not among them. */
const neverIssued: readonly (readonly [begins: RegExp, use: string])[] = [
  [/^00000/, 'GTIN-8s and for numbers that stay within a company'],
  [/^02/, 'numbers that stay within a region'],
  [/^04/, 'numbers that stay within a company'],
  [/^05/, 'coupons of GS1 US'],
  [/^2/, 'numbers that stay within a region'],
  [/^951/, 'general managers of EPC GIDs'],
  [/^96/, 'GTIN-8s'],
  [/^977/, 'serial publications (ISSN)'],
  [/^97[89]/, 'books and music (ISBN, ISMN)'],
  [/^980/, 'refund receipts'],
  [/^98[1-4]/, 'coupons of a currency area'],
  [/^99/, 'coupons'],
];

/**
 * The refusal of a company prefix, or of a key, that begins as GS1 never issues one; undefined of any other. Prefixes for medicines pass: `03` of the NDC,
 * `34009` of France, `4150` of Germany.
 */
export function neverIssuedProblem(digits: string): Refusal | undefined {
  const [begins, use] = neverIssued.find(([one]) => one.test(digits)) ?? [];
  if (begins === undefined) return undefined;
  const [head] = begins.exec(digits) ?? [];
  return refuse('malformed', `${digits} is no company’s: what begins with ${head} is for ${use}`, {
    rule: 'GS1 GS §1.4 and the list of GS1 prefixes (gs1.org)',
    remedy: 'give it as your licence has it; of GS1 US, with the 0 in front',
  });
}

/**
 * The refusal of a list of company prefixes in which one stands twice, or one begins with another; undefined when it is sound.
 * Places are pointers into the list.
 */
export function nestingProblem(prefixes: readonly string[]): Refusal | undefined {
  for (const [i, prefix] of prefixes.entries()) {
    const other = prefixes.find((one, j) => (one === prefix ? j < i : prefix.startsWith(one)));
    if (other === undefined) continue;
    const detail = other === prefix ? `${prefix} stands twice` : `${prefix} begins with ${other}`;
    return refuse('malformed', detail, {
      at: `/${i}`,
      rule: 'GS1 GS, glossary, GS1 Company Prefix: a prefix that is issued excludes all longer ones that begin with it',
      remedy: 'give each prefix once, as GS1 licensed it',
    });
  }
  return undefined;
}

/** The refusal of a company prefix that does not stand where it must in `key`, or undefined when it does. */
export function prefixProblem(companyPrefix: string, key: string, offset: number): Refusal | undefined {
  if (!isCompanyPrefix(companyPrefix))
    return refuse('malformed', `a company prefix has 6 to 12 digits, not ${quote(companyPrefix)}`, {
      rule: 'EPC TDS §6.3',
    });
  if (!key.startsWith(companyPrefix, offset))
    return refuse('malformed', `company prefix ${companyPrefix} is not that of ${key}`, { rule: 'EPC TDS §7' });
  return undefined;
}

/** The reference of a key as EPCs have it: indicator or extension digit, then the digits between company prefix and check digit. */
export function turnedReference(key: string, companyPrefix: string): string {
  return key.charAt(0) + key.slice(1 + companyPrefix.length, -1);
}
