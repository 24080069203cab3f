import { readBracketedText, writeBracketedText } from '#shared/gs1/bracketed-text.ts';
import { fnc1, readElementString, writeElementString } from '#shared/gs1/element-string.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';

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

const parse = bestOf(() => rate(json, (text) => JSON.parse(text)));
const stringify = bestOf(() => rate(labels, (label) => JSON.stringify(label)));
const cut = bestOf(() => rate(strings, (text) => split.exec(text)?.slice(1)));

const read = bestOf(() => rate(strings, (text) => must(readElementString(text))));
report('read', read, 'JSON.parse of the same elements', parse);
report('read against one regular expression', read, 'a regular expression for this label alone, nothing checked', cut);
report(
  'read with companions and exclusive pairs',
  bestOf(() => rate(strings, (text) => must(readElementString(text, { associations: true })))),
  'JSON.parse of the same elements',
  parse,
);
report(
  'write',
  bestOf(() => rate(labels, (label) => must(writeElementString(label)))),
  'JSON.stringify of the same elements',
  stringify,
);
report(
  'read brackets',
  bestOf(() => rate(bracketed, (text) => must(readBracketedText(text)))),
  'JSON.parse of the same elements',
  parse,
);
report(
  'write brackets',
  bestOf(() => rate(labels, (label) => flat(must(writeBracketedText(label))))),
  'JSON.stringify of the same elements',
  stringify,
);

/** How many inputs a second: a few rounds, so that a figure is a tenth of a second of work at least. */
function rate<Input>(inputs: readonly Input[], work: (input: Input) => unknown): number {
  let done = 0;
  const start = performance.now();
  do {
    for (const input of inputs) work(input);
    done += inputs.length;
  } while (performance.now() - start < 100);
  return (done / (performance.now() - start)) * 1000;
}

function bestOf(measure: () => number): number {
  return Math.max(...Array.from({ length: 5 }, measure));
}

/** Asks for a character, so that a string put together piece by piece is really laid out in memory. */
function flat(text: string): number {
  return text.charCodeAt(text.length - 1);
}

function must<Value>(value: Value | Refusal): Value {
  if (isRefusal(value)) throw new Error(value.detail);
  return value;
}

function report(metric: string, value: number, name: string, baseline: number): void {
  const compared = { name, value: Math.round(baseline) };
  const ratio = Math.round((100 * value) / baseline) / 100;
  process.stdout.write(
    `${JSON.stringify({ bench: 'gs1-element-strings', metric, value: Math.round(value), unit: 'strings/s', baseline: compared, ratio })}\n`,
  );
}
