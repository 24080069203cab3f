import { type Refusal, refuse } from '../refusal.ts';
import { checkDigit, checkDigitHolds } from './check-digit.ts';
import { quote } from './quote.ts';

/**
 * Reads an all-digit GS1 key of one of the allowed lengths and proves its check digit. A wrong one is reported, never corrected:
 * which digit is wrong cannot be known (GS1 General Specifications §7.9).
 */
export function readNumericKey(text: string, name: string, lengths: readonly number[], rule: string): string | Refusal {
  if (!/^\d*$/.test(text) || !lengths.includes(text.length))
    return refuse('malformed', `${name} must be ${lengths.join(', ')} digits, not ${quote(text)}`, { rule });
  if (!checkDigitHolds(text))
    return refuse(
      'malformed',
      `${name} ${text} has check digit ${text.at(-1)}, its digits give ${checkDigit(text.slice(0, -1))}`,
      {
        rule: 'GS1 GS §7.9',
      },
    );
  return text;
}
