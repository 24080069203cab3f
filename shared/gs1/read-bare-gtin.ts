import { type Refusal, refuse } from '../refusal.ts';
import type { AimIdentifier } from './aim-identifiers.ts';
import { valueProblem } from './application-identifiers.ts';
import type { Element } from './key-link.ts';
import { quote } from './quote.ts';

/**
 * Reads the GTIN of a symbol that carries only digits, behind its symbology identifier: (01) in 14 digits, and where an element string
 * may follow. The composite component of an EAN/UPC symbol comes as a message of its own that begins with `]e0`, with or without a bar.
 */
export function readBareGtin(
  text: string,
  { id, name }: AimIdentifier,
  lengths: readonly number[],
): { elements: Element[]; at: number } | Refusal {
  const behind = /\|?\]e0/.exec(text.slice(id.length));
  const end = behind ? id.length + behind.index : text.length;
  const digits = text.slice(id.length, end);
  const rule = 'GS1 GS §5.1.2';
  if (!lengths.includes(digits.length))
    return refuse('malformed', `${id} (${name}) has ${lengths.join(' or ')} digits, not ${digits.length}`, {
      at: `${Math.min(end, id.length + Math.max(...lengths))}`,
      rule,
    });
  const value = digits.padStart(14, '0');
  const problem = valueProblem('01', value);
  if (problem)
    return refuse('malformed', `${id} (${name}) ${quote(digits)}: ${problem.detail}`, {
      at: `${end - 14 + problem.offset}`,
      rule: problem.rule ?? rule,
      ...(problem.remedy && { remedy: problem.remedy }),
    });
  return { elements: [{ ai: '01', value }], at: end + (behind?.[0].length ?? 0) };
}
