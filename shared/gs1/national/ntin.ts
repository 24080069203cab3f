import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { checkDigit } from '../check-digit.ts';
import { readGtin } from '../gtin.ts';
import { readPzn } from './pzn.ts';

/** A zero and the GS1 prefix that stands for the German PZN. */
const HEAD = '04150';

/** The NTIN of a German PZN: a GTIN of 14 digits with the PZN inside (IFA coding system §4.3). */
export function ntinOfPzn(pzn: string): string | Refusal {
  const number = readPzn(pzn);
  return isRefusal(number) ? number : HEAD + number + checkDigit(HEAD + number);
}

/** The German PZN in an NTIN of 13 or 14 digits; refused for any other GTIN. Both check digits are proved. */
export function pznOfNtin(ntin: string): string | Refusal {
  const gtin = readGtin(ntin);
  if (isRefusal(gtin)) return gtin;
  if (!gtin.startsWith(HEAD))
    return refuse('unsupported', `GTIN ${gtin} has no PZN inside`, {
      at: '0',
      rule: 'IFA coding system §4.3',
      remedy: 'look the PZN up, or read it from (710)',
    });
  return readPzn(gtin.slice(HEAD.length, -1));
}
