import { type Refusal, refuse } from '../../refusal.ts';
import { quote } from '../quote.ts';

const rule = 'IFA PZN check digit';

/**
 * Reads a PZN (Germany) as it is printed or stored: `03752864`, `-03752864` as in Code 39, `PZN - 03752864`. Seven digits are the form used
 * before 2013 and get a zero in front, which leaves the check digit as it was.
 */
export function readPzn(text: string): string | Refusal {
  const digits = /^(?:PZN)?[ :-]{0,3}(\d{7,8})$/.exec(text)?.[1]?.padStart(8, '0');
  if (digits === undefined)
    return refuse('malformed', `PZN must have 8 digits, not ${quote(text)}`, {
      rule,
      remedy: 'give the 8 digits behind "PZN"',
    });
  const right = pznCheckDigit(digits.slice(0, 7));
  if (right === digits.at(-1)) return digits;
  return refuse('malformed', `PZN ${digits} has check digit ${digits.at(-1)}, ${reason(right)}`, { at: '7', rule });
}

/**
 * Check digit of the first seven digits: weights 1 to 7 from the left, sum modulo 11. Undefined when the rest is 10: such numbers are never
 * issued.
 */
export function pznCheckDigit(digits: string): string | undefined {
  const sum = [...digits].reduce((total, digit, at) => total + (at + 1) * Number(digit), 0) % 11;
  return sum === 10 ? undefined : String(sum);
}

const reason = (right: string | undefined) =>
  right === undefined ? 'but its digits are never issued' : `its digits give ${right}`;
