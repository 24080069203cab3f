import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { keyOfParts } from '#shared/gs1/epc-key.ts';
import { readUrnParts } from '#shared/gs1/epc-urn.ts';
import { writeLink } from '#shared/gs1/key-link.ts';
import { toEpcUrn } from '#shared/gs1/to-epc-urn.ts';
import { isRefusal } from '#shared/refusal.ts';
import { ratesOf, report } from './measure.ts';

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
  const general = name.includes('link') ? [] : [() => total(texts, byGeneralReader)];
  const [value = 0, slow] = ratesOf(COUNT, 5, [() => total(texts, canonicalEpc), ...general]);
  const baseline = slow === undefined ? {} : { baseline: { name: 'general reader', value: slow } };
  report({ bench: 'gs1-canonical', metric: name, value, unit: 'identifiers/s', ...baseline });
}

const links = Array.from({ length: COUNT }, (_, index) => flat(`https://id.gs1.org/01/09521321543218/21/S${index}`));
const [toUrn = 0] = ratesOf(COUNT, 5, [() => total(links, (link) => toEpcUrn(link, ['9521321']) ?? '')]);
report({ bench: 'gs1-to-urn', metric: 'sgtin', value: toUrn, unit: 'identifiers/s' });

/** Without the short way for usual spellings. */
function byGeneralReader(urn: string): string {
  const parts = readUrnParts(urn);
  return isRefusal(parts) ? urn : writeLink(keyOfParts(parts));
}

/** Texts as a parser hands them over, not ropes of a template. */
function flat(text: string): string {
  return Buffer.from(text).toString();
}

/** Asks for all lengths, so that no work is left undone. */
function total(texts: readonly string[], work: (text: string) => string): number {
  let length = 0;
  for (const text of texts) length += work(text).length;
  return length;
}
