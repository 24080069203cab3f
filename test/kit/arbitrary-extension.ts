import fc from 'fast-check';
import type { Json, JsonObject } from '#shared/wire/json.ts';
import { anyEpc } from './arbitrary-epc.ts';
import { anyDecimal } from './arbitrary-number.ts';
import { anyText, anyTime, anyUri, PREFIX_MARK, solidText } from './arbitrary-text.ts';

/** Local names that XML allows: letters of other scripts, and those that the standard uses itself. */
const local = fc.constantFrom(
  'speed',
  'line',
  'a',
  'x-1',
  'x.y',
  '_u',
  'Größe',
  '名前',
  'id',
  'type',
  'value',
  'extension',
  'epcList',
  'eventTime',
  'constructor',
  '__proto__',
);

/** A CURIE whose prefix `withPrefixes` chooses later. */
export const ownCurie: fc.Arbitrary<string> = fc
  .tuple(fc.nat(5), local)
  .map(([index, name]) => `${PREFIX_MARK}${index}:${name}`);

/** CURIEs of one prefix: two different ones stay different whatever prefixes are chosen. */
export const firstCurie: fc.Arbitrary<string> = local.map((name) => `${PREFIX_MARK}0:${name}`);

const standardCurie = fc.constantFrom('cbvmda:lotNumber', 'cbvmda:itemExpirationDate', 'gs1:own', 'dcterms:title');

/** Names that an extension member may have: CURIEs of any prefix, those of the standard, and full URIs. */
export const extensionName: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: ownCurie },
  { weight: 2, arbitrary: standardCurie },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'http://full.example.org/ns#size',
      'urn:example:full:width',
      'https://ns.example.org/epcis/line',
    ),
  },
);

/** Names of which no two become the same attribute. */
const attributeCurie = fc.oneof(firstCurie, standardCurie);

/** Within an extension a name needs no prefix. */
const innerName = fc.oneof({ weight: 3, arbitrary: extensionName }, { weight: 1, arbitrary: local });

const attributeName = fc
  .oneof(attributeCurie, fc.constantFrom('unit', 'lang', 'code', 'constructor'))
  .map((name) => `@${name}`);

const typed = fc.oneof(
  anyTime.map((value) => ({ '@type': 'xsd:dateTime', '@value': value })),
  fc.constantFrom(
    { '@type': 'xsd:date', '@value': '2028-03-31' },
    { '@type': 'xsd:integer', '@value': '42' },
    { '@type': 'xsd:boolean', '@value': 'true' },
    { '@type': 'xsd:anyURI', '@value': 'https://example.com/' },
    { '@type': 'https://ns.example.org/type', '@value': 'of nobody' },
    { '@value': 'Tablette', '@language': 'de' },
    { '@value': 'plain' },
    { '@value': 12 },
    // Attributes that happen to have the names of JSON-LD's keywords.
    { '@_value': 'a' },
    { '@_type': 'b', '@_value': 'c', '@code': 'd' },
    { '@_language': 'e', 'cbvmda:lotNumber': 'f' },
  ),
);

/** One value that is neither a list nor a structure. */
export const leaf: fc.Arbitrary<Json> = fc.oneof(
  { weight: 4, arbitrary: anyText },
  { weight: 1, arbitrary: solidText },
  { weight: 2, arbitrary: anyDecimal },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: anyTime },
  { weight: 1, arbitrary: anyUri },
  { weight: 1, arbitrary: anyEpc },
  { weight: 1, arbitrary: ownCurie },
  // Looks like a CURIE, a number or a word of XML, and is none.
  {
    weight: 1,
    arbitrary: fc.constantFrom('', 'example:x', 'ex:', ':x', '007', 'true', 'null', 'INF', '1e400', 'xsi:nil'),
  },
);

export const objectOf = (entries: readonly (readonly [string, Json])[]): JsonObject => Object.fromEntries(entries);

const { value } = fc.letrec<{ value: Json; structure: JsonObject; list: Json[] }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 5, arbitrary: leaf },
    { weight: 2, arbitrary: tie('structure') },
    { weight: 1, arbitrary: tie('list') },
    { weight: 1, arbitrary: typed },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  list: fc.array(tie('value'), { maxLength: 3, depthIdentifier: 'x' }),
  structure: fc
    .tuple(
      fc.array(fc.tuple(attributeName, solidText), { maxLength: 2 }),
      fc.option(solidText, { freq: 6, nil: undefined }),
      fc.array(fc.tuple(innerName, tie('value')), { maxLength: 3, depthIdentifier: 'x' }),
    )
    .map(([attributes, text, members]) =>
      objectOf([...attributes, ...(text === undefined ? [] : [['#text', text] as const]), ...members]),
    ),
}));

/** Any value of an extension member. */
export const extensionValue: fc.Arbitrary<Json> = value;

/** Members that the standard does not know. */
export const extensions = (maxLength = 3): fc.Arbitrary<JsonObject> =>
  fc.array(fc.tuple(extensionName, extensionValue), { maxLength }).map(objectOf);

/** The same where a simple value becomes an attribute, as on the readings of sensors. */
export const attributeExtensions: fc.Arbitrary<JsonObject> = fc
  .array(fc.tuple(attributeCurie, extensionValue), { maxLength: 2 })
  .map(objectOf);

/** The same with at least one. */
export const someExtensions: fc.Arbitrary<JsonObject> = fc
  .array(fc.tuple(extensionName, extensionValue), { minLength: 1, maxLength: 4 })
  .map(objectOf);
