import { fnc1, writeElementString } from '#shared/gs1/element-string.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { LabelElement } from '../device.ts';

/** `^` and `~` begin commands wherever they stand; control characters are swallowed or worse. Nothing escapes them in plain `^FD` text. */
const UNPRINTABLE = /[\p{Cc}^~]/u;

/** A refusal of the first line that ZPL cannot print. */
export function textProblem(text: readonly string[]): Refusal | undefined {
  for (const [index, line] of text.entries()) {
    if (UNPRINTABLE.test(line)) {
      const detail = `${JSON.stringify(line)} holds a character that ZPL cannot print`;
      return refuse('malformed', detail, { at: `/text/${index}` });
    }
  }
  return undefined;
}

/**
 * Writes a GS1 DataMatrix as a ZPL field: `^BX` of quality 200 with `_` stated as its escape character, because firmware disagrees
 * about the default. Then `_1` is FNC1, first to make it a GS1 symbol and later as separator, and `__` an underscore, which
 * lots and serials may contain. Rows and columns are left to the printer: it takes the smallest square. `^FH` is never used:
 * it would claim `_` for itself before `^BX` sees it. Places are in dots from the top left.
 */
export function matrixField(
  elements: readonly LabelElement[],
  { left, top, moduleDots }: { left: number; top: number; moduleDots: number },
): string | Refusal {
  const data = writeElementString(elements);
  if (isRefusal(data)) return { ...data, at: `/elements/${data.at ?? ''}` };
  if (elements.length === 0) return refuse('malformed', 'a label needs at least one element', { at: '/elements' });
  const field = `_1${data.replaceAll('_', '__').replaceAll(fnc1, '_1')}`;
  return `^FO${left},${top}^BXN,${moduleDots},200,,,,_^FD${field}^FS`;
}
