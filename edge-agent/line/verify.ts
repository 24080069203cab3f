import { readElementString } from '#shared/gs1/element-string.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { ItemLabel, Read } from '../devices/device.ts';

type Elements = ItemLabel['elements'];

/** What the camera saw, held against what was due. `serial` is what a code of the same product carries instead. */
export type Judgement =
  | { readonly good: true }
  | {
      readonly good: false;
      readonly reason: 'no read' | 'not a GS1 DataMatrix' | 'unreadable code' | 'foreign' | 'mismatch' | 'grade';
      readonly serial?: string | undefined;
    };

/** The symbology identifier of a GS1 DataMatrix (ISO/IEC 15424); without it the text is no GS1 code, whatever it says. */
const GS1_DATAMATRIX = ']d2';

/** Judges a read: good only when every element is exactly as printed and the grade (0 to 4) reaches the threshold. */
export function judge(due: Elements, { text, grade }: Read, threshold: number): Judgement {
  if (text === undefined) return { good: false, reason: 'no read' };
  if (!text.startsWith(GS1_DATAMATRIX)) return { good: false, reason: 'not a GS1 DataMatrix' };
  const seen = readElementString(text);
  if (isRefusal(seen)) return { good: false, reason: 'unreadable code' };
  if (elementOf(seen, '01') !== elementOf(due, '01')) return { good: false, reason: 'foreign' };
  if (!alike(seen, due)) return { good: false, reason: 'mismatch', serial: elementOf(seen, '21') };
  return grade < threshold ? { good: false, reason: 'grade' } : { good: true };
}

const elementOf = (elements: Elements, ai: string) => elements.find((element) => element.ai === ai)?.value;

const alike = (one: Elements, other: Elements) =>
  one.length === other.length &&
  one.every(({ ai, value }, place) => ai === other[place]?.ai && value === other[place]?.value);
