import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { keyOfParts } from '#shared/gs1/epc-key.ts';
import { readUrnParts } from '#shared/gs1/epc-urn.ts';
import { writeLink } from '#shared/gs1/key-link.ts';
import { toEpcUrn } from '#shared/gs1/to-epc-urn.ts';
import { isRefusal } from '#shared/refusal.ts';

const COUNT = 100_000;

/** Identifiers as events of packs, cases and places carry them. */
const cases: readonly (readonly [name: string, make: (index: number) => string])[] = [
  ['sgtin', (index) => `urn:epc:id:sgtin:9521321.054321.S${index}ABCDEF`],
  ['sgtin with escapes', (index) => `urn:epc:id:sgtin:9521321.054321.S%2F${index}!(`],
  ['sscc', (index) => `urn:epc:id:sscc:9521321.1${String(index).padStart(9, '0')}`],
  ['sgln', (index) => `urn:epc:id:sgln:9521321.00017.${index + 1}`],
  ['lgtin', (index) => `urn:epc:class:lgtin:9521321.054321.LOT${index}`],
  ['canonical link', (index) => `https://id.gs1.org/01/09521321543218/21/S${index}ABC`],
  ['link of another host', (index) => `https://packs.example/x/01/09521321543218/21/S${index}?17=280331`],
];

for (const [name, make] of cases) {
  const texts = Array.from({ length: COUNT }, (_, index) => flat(make(index)));
  const general = name.includes('link') ? undefined : bestOf(5, () => rate(texts, byGeneralReader));
  report(
    'gs1-canonical',
    name,
    bestOf(5, () => rate(texts, canonicalEpc)),
    general,
  );
}

const links = Array.from({ length: COUNT }, (_, index) => flat(`https://id.gs1.org/01/09521321543218/21/S${index}`));
report(
  'gs1-to-urn',
  'sgtin',
  bestOf(5, () => rate(links, (link) => toEpcUrn(link, ['9521321']) ?? '')),
);

/** Without the short way for usual spellings. */
function byGeneralReader(urn: string): string {
  const parts = readUrnParts(urn);
  return isRefusal(parts) ? urn : writeLink(keyOfParts(parts));
}

/** Texts as a parser hands them over, not ropes of a template. */
function flat(text: string): string {
  return Buffer.from(text).toString();
}

function rate(texts: readonly string[], work: (text: string) => string): number {
  const start = performance.now();
  let length = 0;
  for (const text of texts) length += work(text).length;
  const taken = performance.now() - start;
  return length > 0 ? (texts.length / taken) * 1000 : 0;
}

function bestOf(times: number, measure: () => number): number {
  return Math.max(...Array.from({ length: times }, measure));
}

function report(bench: string, metric: string, value: number, baseline?: number): void {
  const compared = baseline && {
    baseline: { name: 'general reader', value: Math.round(baseline) },
    ratio: Math.round((10 * value) / baseline) / 10,
  };
  process.stdout.write(
    `${JSON.stringify({ bench, metric, value: Math.round(value), unit: 'identifiers/s', ...compared })}\n`,
  );
}
