import fc from 'fast-check';
import { anyUri } from './arbitrary-text.ts';

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));

/** GS1's character set 82 (General Specifications, figure 7.11-1). */
const graphic = fc.constantFrom(...'!"%&\'()*+,-./0123456789:;<=>?ABCXYZ_abcxyz');
const serial = fc.array(graphic, { minLength: 1, maxLength: 20 }).map((signs) => signs.join(''));
const part = fc
  .array(fc.constantFrom(...'#-/0123456789ABCXYZ'), { minLength: 1, maxLength: 10 })
  .map((signs) => signs.join(''));

const hex = (sign: string) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
const forUrn = (text: string) => text.replaceAll(/["%&/<>?#]/g, hex);
const forLink = (text: string) => text.replaceAll(/[^A-Za-z0-9\-._~]/g, hex);

/** GS1 General Specifications §7.9, written again so that the library is not held against itself. */
function withCheckDigit(body: string): string {
  const sum = [...body].reverse().reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return body + ((10 - (sum % 10)) % 10);
}

/** `total` digits cut into a company prefix of 6 to 12 digits and the reference behind it. */
const cut = (total: number, atLeastOne = false) =>
  fc.tuple(digits(total), fc.integer({ min: 6, max: 12 })).map(([all, length]) => {
    const at = atLeastOne ? Math.min(length, total - 1) : length;
    return `${all.slice(0, at)}.${all.slice(at)}`;
  });
const urn = (scheme: string, ...components: fc.Arbitrary<string>[]) =>
  fc.tuple(...components).map((all) => `urn:epc:id:${scheme}:${all.join('.')}`);

const urnSerial = serial.map(forUrn);
const gtin = digits(13).map(withCheckDigit);
const gln = digits(12).map(withCheckDigit);
const host = fc.constantFrom(
  'https://id.gs1.org',
  'https://example.com',
  'http://example.org:8443/some/path',
  'https://id.example.com/a%20b',
);
const link = (path: fc.Arbitrary<string>) => fc.tuple(host, path).map((all) => all.join(''));

const numeric = fc.stringMatching(/^[1-9]\d{0,11}$/);

const itemUrn = fc.oneof(
  urn('sgtin', cut(13, true), urnSerial),
  urn('sscc', cut(17)),
  urn('upui', cut(13, true), urnSerial),
  urn('itip', cut(13, true), digits(2), digits(2), urnSerial),
  urn('grai', cut(12), urnSerial),
  urn(
    'giai',
    digits(7),
    serial.map((text) => forUrn(text)),
  ),
  urn('cpi', digits(7), part.map(forUrn), numeric),
  urn('gsrn', cut(17)),
  urn('gsrnp', cut(17)),
  urn('gdti', cut(12), urnSerial),
  urn('sgcn', cut(12), numeric),
  urn('gsin', cut(16)),
  urn(
    'ginc',
    digits(7),
    serial.map((text) => forUrn(text)),
  ),
);

const linkSerial = serial.map(forLink);
const nothing: fc.Arbitrary<string> = fc.constant('');
const behind = (path: string, key: fc.Arbitrary<string>, qualifier = '', value = nothing) =>
  link(fc.tuple(key, value).map(([k, v]) => `/${path}/${k}${qualifier === '' ? '' : `/${qualifier}/`}${v}`));

/** As much of a serial as every key takes. */
const short = serial.map((text) => forLink(text.slice(0, 16)));

const itemLink = fc.oneof(
  behind('01', gtin, '21', linkSerial),
  behind('gtin', gtin, 'ser', linkSerial),
  behind('00', digits(17).map(withCheckDigit)),
  behind(
    '8003',
    digits(12).map((body) => `0${withCheckDigit(body)}`),
    '',
    short,
  ),
  behind('8004', digits(7), '', short),
  behind('253', gln, '', short),
  behind('01', gtin, '21', linkSerial).map((text) => `${text}?17=281231&linkType=all`),
);

/** What an event happens to: EPCs of every scheme, links of any host, and identifiers of somebody's own. */
export const anyEpc: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: itemUrn },
  { weight: 2, arbitrary: itemLink },
  { weight: 1, arbitrary: anyUri },
);

/** A class of objects, with or without a lot. */
export const anyClass: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(cut(13, true), urnSerial).map((all) => `urn:epc:class:lgtin:${all.join('.')}`),
  cut(13, true).map((both) => `urn:epc:idpat:sgtin:${both}.*`),
  behind('01', gtin),
  behind('01', gtin, '10', linkSerial),
  anyUri,
);

/** A place. */
export const anyPlaceId: fc.Arbitrary<string> = fc.oneof(
  urn('sgln', cut(12), fc.oneof(fc.constant('0'), urnSerial)),
  behind('414', gln),
  behind('414', gln, '254', linkSerial),
  fc.constantFrom('geo:41.40338,2.17403', 'urn:epc:id:sgln:9521321.00017.LINE2'),
  anyUri,
);

/** A party, for sources and destinations. */
export const anyParty: fc.Arbitrary<string> = fc.oneof(urn('pgln', cut(12)), behind('417', gln), anyPlaceId);

/** A Digital Link whose key does not have the check digit that its other digits give. */
export const misreadLink: fc.Arbitrary<string> = fc
  .tuple(gtin, fc.integer({ min: 1, max: 9 }), linkSerial)
  .map(([key, by, own]) => `https://id.gs1.org/01/${key.slice(0, 13)}${(Number(key.at(-1)) + by) % 10}/21/${own}`);

/** The URN of an item whose company prefix and reference have one digit more or less than its key. */
export const misshapenUrn: fc.Arbitrary<string> = fc
  .tuple(fc.oneof(cut(12, true), cut(14, true)), urnSerial)
  .map(([both, own]) => `urn:epc:id:sgtin:${both}.${own}`);
