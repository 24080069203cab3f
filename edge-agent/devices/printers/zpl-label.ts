import { isRefusal, type Refusal } from '#shared/refusal.ts';
import type { ItemLabel } from '../device.ts';
import { matrixField, textProblem } from './zpl-field.ts';

const MODULE_DOTS = 8;
const TEXT_DOTS = 28;
const TEXT_LEFT = 280;
const TOP = 40;

/**
 * Writes the label of one item in ZPL II: a GS1 DataMatrix and the human-readable lines right of it, once.
 *
 * @returns a refusal when an element breaks a rule of its identifier or a line holds a character ZPL cannot print; `at`
 *   names it.
 */
export function writeZplLabel({ elements, text }: ItemLabel): string | Refusal {
  const symbol = matrixField(elements, { left: TOP, top: TOP, moduleDots: MODULE_DOTS });
  if (isRefusal(symbol)) return symbol;
  const problem = textProblem(text);
  if (problem !== undefined) return problem;
  const lines = text.map(
    (line, row) => `^FO${TEXT_LEFT},${TOP + row * (TEXT_DOTS + 8)}^A0N,${TEXT_DOTS},${TEXT_DOTS}^FD${line}^FS`,
  );
  return `^XA^CI28\n${[symbol, ...lines].join('\n')}\n^PQ1^XZ\n`;
}
