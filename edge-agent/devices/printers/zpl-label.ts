import { fnc1, writeElementString } from '#shared/gs1/element-string.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { ItemLabel } from '../device.ts';

const MODULE_DOTS = 8;
const TEXT_DOTS = 28;
const TEXT_LEFT = 280;
const TOP = 40;

/** `^` and `~` begin commands wherever they stand; control characters are swallowed or worse. Nothing escapes them in plain `^FD` text. */
const UNPRINTABLE = /[\p{Cc}^~]/u;

/**
 * Writes one label in ZPL II: a GS1 DataMatrix and the human-readable lines right of it, once.
 *
 * The code is `^BX` of quality 200 with `_` stated as its escape character, because firmware disagrees about the default.
 * Then `_1` is FNC1, first to make it a GS1 symbol and later as separator, and `__` an underscore, which lots and
 * serials may contain. Rows and columns are left to the printer: it takes the smallest square. `^FH` is never used: it
 * would claim `_` for itself before `^BX` sees it.
 *
 * @returns a refusal when an element breaks a rule of its identifier or a line holds a character ZPL cannot print; `at`
 *   names it.
 */
export function writeZplLabel({ elements, text }: ItemLabel): string | Refusal {
  const data = writeElementString(elements);
  if (isRefusal(data)) return { ...data, at: `/elements/${data.at ?? ''}` };
  if (elements.length === 0) return refuse('malformed', 'a label needs at least one element', { at: '/elements' });
  for (const [index, line] of text.entries()) {
    if (UNPRINTABLE.test(line)) {
      return refuse('malformed', `${JSON.stringify(line)} holds a character that ZPL cannot print`, {
        at: `/text/${index}`,
      });
    }
  }
  const field = `_1${data.replaceAll('_', '__').replaceAll(fnc1, '_1')}`;
  const symbol = `^FO${TOP},${TOP}^BXN,${MODULE_DOTS},200,,,,_^FD${field}^FS`;
  const lines = text.map(
    (line, row) => `^FO${TEXT_LEFT},${TOP + row * (TEXT_DOTS + 8)}^A0N,${TEXT_DOTS},${TEXT_DOTS}^FD${line}^FS`,
  );
  return `^XA^CI28\n${[symbol, ...lines].join('\n')}\n^PQ1^XZ\n`;
}
