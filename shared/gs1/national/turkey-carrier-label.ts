import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { quote } from '../quote.ts';
import { readSscc } from '../sscc.ts';

/** Reads the carrier label of a Turkish transfer package (PTS): 20 digits, `00` and an SSCC. Answers the SSCC. */
export function readCarrierLabel(label: string): string | Refusal {
  if (!/^00\d{18}$/.test(label))
    return refuse('malformed', `a carrier label is 00 and an SSCC, 20 digits, not ${quote(label)}`, {
      at: label.startsWith('00') ? '2' : '0',
      rule: 'PTS carrierLabel',
      remedy: label.length === 18 ? 'write 00 before the SSCC' : 'give 20 digits',
    });
  const sscc = readSscc(label.slice(2));
  return isRefusal(sscc) ? { ...sscc, at: '2' } : sscc;
}

/** Writes the carrier label of a logistic unit. */
export function writeCarrierLabel(sscc: string): string | Refusal {
  const read = readSscc(sscc);
  return isRefusal(read) ? read : `00${read}`;
}
