import { isRefusal, type Refusal } from '../refusal.ts';
import { prefixProblem, turnedReference } from './company-prefix.ts';
import { writeEpcUrn } from './epc-urn.ts';
import { readNumericKey } from './numeric-key.ts';

/** Reads an SSCC of 18 digits. */
export function readSscc(text: string): string | Refusal {
  return readNumericKey(text, 'SSCC', [18], 'GS1 GS §2.2.1');
}

/** The URN of a logistic unit: SSCC of 18 digits and the company prefix it was issued under. */
export function ssccUrn(unit: { sscc: string; companyPrefix: string }): string | Refusal {
  const sscc = readSscc(unit.sscc);
  if (isRefusal(sscc)) return sscc;
  const wrongPrefix = prefixProblem(unit.companyPrefix, sscc, 1);
  if (wrongPrefix) return wrongPrefix;
  const serialReference = turnedReference(sscc, unit.companyPrefix);
  return writeEpcUrn({ scheme: 'sscc', companyPrefix: unit.companyPrefix, serialReference });
}
