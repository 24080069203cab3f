import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { valueProblem } from './application-identifiers.ts';
import { prefixProblem, turnedReference } from './company-prefix.ts';
import { writeEpcUrn } from './epc-urn.ts';
import { readGtin } from './gtin.ts';
import { quote } from './quote.ts';

/** The SGTIN URN of one pack: GTIN of any length, serial as printed in AI 21 (1 to 20 characters, case counts), company prefix of the GTIN. */
export function sgtinUrn(item: { gtin: string; serial: string; companyPrefix: string }): string | Refusal {
  const gtin = readGtin(item.gtin);
  if (isRefusal(gtin)) return gtin;
  const wrongPrefix = prefixProblem(item.companyPrefix, gtin, 1);
  if (wrongPrefix) return wrongPrefix;
  const problem = valueProblem('21', item.serial);
  if (problem) return refuse('malformed', `serial ${quote(item.serial)} ${problem.detail}`, { rule: 'GS1 GS §3.5.2' });
  const itemReference = turnedReference(gtin, item.companyPrefix);
  return writeEpcUrn({ scheme: 'sgtin', companyPrefix: item.companyPrefix, itemReference, serial: item.serial });
}
