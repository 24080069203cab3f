import { type Refusal, refuse } from '../refusal.ts';
import { quote } from './quote.ts';

/** True for 6 to 12 digits, the lengths a company prefix has in an EPC (EPC Tag Data Standard §6.3). */
export function isCompanyPrefix(text: string): boolean {
  return /^\d{6,12}$/.test(text);
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
