import * as v from 'valibot';
import { writeBracketedText } from '#shared/gs1/bracketed-text.ts';
import { writeElementString } from '#shared/gs1/element-string.ts';
import { readSscc } from '#shared/gs1/sscc.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { ContainerLabel, LabelElement } from '../device.ts';
import { code128Field } from './code128-field.ts';
import { matrixField, textProblem } from './zpl-field.ts';

const dots = (fallback: number) =>
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)), fallback);

/**
 * Measures of a label in dots of the printer. The usual ones suit 203 dpi and a label of 4 inches: modules of 0.5 mm and bars
 * of 32 mm, as GS1 General Specifications §5.12 (table 5) asks of logistic units.
 */
export const containerLayout = v.strictObject({
  widthDots: dots(812),
  moduleDots: dots(4),
  barDots: dots(256),
  textDots: dots(32),
  matrixModuleDots: dots(8),
});
export type ContainerLayout = v.InferOutput<typeof containerLayout>;

/** Data characters of one GS1-128 symbol, separators among them (GS1 General Specifications §5.4.1). */
const MOST_CHARACTERS = 48;
const QUIET_MODULES = 10;
const TOP = 40;
const GAP = 16;

interface Drawn {
  readonly zpl: string[];
  /** Where the next thing may begin. */
  readonly below: number;
}

/** One GS1-128 symbol and its text beneath it. */
function bars(elements: readonly LabelElement[], top: number, layout: ContainerLayout): Drawn | Refusal {
  const data = writeElementString(elements);
  if (isRefusal(data)) return data;
  if (data === '') return refuse('malformed', 'a symbol needs at least one element');
  if (data.length > MOST_CHARACTERS) {
    return refuse('malformed', `${data.length} characters in one GS1-128 symbol`, {
      rule: `GS1 GS §5.4.1: ${MOST_CHARACTERS} at most`,
      remedy: 'Spread the elements over several symbols.',
    });
  }
  const { field, modules } = code128Field(data);
  const { moduleDots, barDots, textDots, widthDots } = layout;
  if ((modules + 2 * QUIET_MODULES) * moduleDots > widthDots) {
    return refuse(
      'malformed',
      `${modules} modules of ${moduleDots} dots and the quiet zones are wider than the label`,
      {
        remedy: 'Spread the elements over several symbols, or print on a wider label.',
      },
    );
  }
  const text = writeBracketedText(elements);
  if (isRefusal(text)) return text;
  const left = QUIET_MODULES * moduleDots;
  const textTop = top + barDots + GAP;
  return {
    zpl: [
      `^FO${left},${top}^BY${moduleDots}^BCN,${barDots},N,N,N^FD${field}^FS`,
      `^FO${left},${textTop}^A0N,${textDots},${textDots}^FD${text}^FS`,
    ],
    below: textTop + textDots + 2 * GAP,
  };
}

/** The text, and the DataMatrix right of it. */
function head({ text, matrix }: ContainerLabel, layout: ContainerLayout): Drawn | Refusal {
  const problem = textProblem(text);
  if (problem !== undefined) return problem;
  const { textDots, matrixModuleDots, widthDots, moduleDots } = layout;
  const left = QUIET_MODULES * moduleDots;
  const line = textDots + 8;
  const zpl = text.map((one, row) => `^FO${left},${TOP + row * line}^A0N,${textDots},${textDots}^FD${one}^FS`);
  const below = TOP + text.length * line + GAP;
  if (matrix === undefined) return { zpl, below };
  const symbol = matrixField(matrix, { left: Math.floor(widthDots / 2), top: TOP, moduleDots: matrixModuleDots });
  if (isRefusal(symbol)) return { ...symbol, at: `/matrix${symbol.at ?? ''}` };
  // 36 modules hold more than any case is given.
  return { zpl: [...zpl, symbol], below: Math.max(below, TOP + 36 * matrixModuleDots + GAP) };
}

/**
 * Writes the label of a case or pallet in ZPL II: text and perhaps a GS1 DataMatrix at the top, then the further GS1-128
 * symbols, then the SSCC's, which stands lowest (GS1 Logistic Label Guideline), each with its text beneath.
 *
 * @returns a refusal when the SSCC or an element breaks a rule of GS1, a symbol is too long or too wide, or a line holds a
 *   character ZPL cannot print; `at` names it
 */
export function writeContainerLabel(label: ContainerLabel, layout: ContainerLayout): string | Refusal {
  const sscc = readSscc(label.sscc);
  if (isRefusal(sscc)) return { ...sscc, at: '/sscc' };
  const top = head(label, layout);
  if (isRefusal(top)) return top;
  const zpl = [...top.zpl];
  let { below } = top;
  for (const [index, elements] of [...label.further, [{ ai: '00', value: sscc }]].entries()) {
    const at = index < label.further.length ? `/further/${index}` : '/sscc';
    const drawn = bars(elements, below, layout);
    if (isRefusal(drawn)) return { ...drawn, at };
    zpl.push(...drawn.zpl);
    below = drawn.below;
  }
  return `^XA^CI28\n${zpl.join('\n')}\n^PQ1^XZ\n`;
}
