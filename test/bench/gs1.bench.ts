import { readBracketedText, writeBracketedText } from '#shared/gs1/bracketed-text.ts';
import { fnc1, readElementString, writeElementString } from '#shared/gs1/element-string.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { ratesOf, report } from './measure.ts';

/** Labels of medicine packs: GTIN, serial, expiry, lot, as a line prints and reads them. */
const labels = Array.from({ length: 20_000 }, (_, index) => [
  { ai: '01', value: '09521321543218' },
  { ai: '21', value: `SN${(index * 7919).toString(36).toUpperCase().padStart(10, '0')}` },
  { ai: '17', value: `2${index % 10}0331` },
  { ai: '10', value: `LOT-${index % 97}` },
]);
const strings = labels.map((label) => `]d2${must(writeElementString(label))}`);
const bracketed = labels.map((label) => must(writeBracketedText(label)));
const json = labels.map((label) => JSON.stringify(label));
const split = new RegExp(`^\\]d201(\\d{14})21([^${fnc1}]{1,20})${fnc1}17(\\d{6})10([^${fnc1}]{1,20})$`);

const parsing = 'JSON.parse of the same elements';
const stringifying = 'JSON.stringify of the same elements';
const [parse = 0, stringify = 0, cut = 0, read = 0, associated = 0, write = 0, readText = 0, writeText = 0] = ratesOf(
  labels.length,
  10,
  [
    () => json.map((text) => JSON.parse(text)),
    () => labels.map((label) => JSON.stringify(label)),
    () => strings.map((text) => split.exec(text)?.slice(1)),
    () => strings.map((text) => must(readElementString(text))),
    () => strings.map((text) => must(readElementString(text, { associations: true }))),
    () => labels.map((label) => must(writeElementString(label))),
    () => bracketed.map((text) => must(readBracketedText(text))),
    () => labels.map((label) => flat(must(writeBracketedText(label)))),
  ],
);
const figures: readonly [metric: string, value: number, name: string, baseline: number][] = [
  ['read', read, parsing, parse],
  ['read against one regular expression', read, 'a regular expression for this label alone, nothing checked', cut],
  ['read with associations', associated, parsing, parse],
  ['write', write, stringifying, stringify],
  ['read brackets', readText, parsing, parse],
  ['write brackets', writeText, stringifying, stringify],
];
for (const [metric, value, name, baseline] of figures)
  report({ bench: 'gs1-element-strings', metric, value, unit: 'strings/s', baseline: { name, value: baseline } });

/** Asks for a character, so that a string put together piece by piece is really laid out in memory. */
function flat(text: string): number {
  return text.charCodeAt(text.length - 1);
}

function must<Value>(value: Value | Refusal): Value {
  if (isRefusal(value)) throw new Error(value.detail);
  return value;
}
