import fc from 'fast-check';
import { isExactNumber } from '#shared/wire/exact-number.ts';
import type { Json, JsonObject } from '#shared/wire/json.ts';
import { PREFIX_MARK } from './arbitrary-text.ts';

const prefix = fc.constantFrom(
  'example',
  'ex',
  'ext1',
  'ns1',
  'ex2',
  'a-b.c',
  '_p',
  'größe',
  'http',
  'https',
  'xsi',
  'sbdh',
  'epcisq',
  'n',
  'constructor',
);

const namespace = fc.constantFrom(
  'https://ns.example.org/epcis/',
  'http://ns.example.com/epcis#',
  'urn:example:ns',
  'urn:epcglobal:cbv:mda',
  'http://epcis.gs1us.org/hc/ns',
  'https://ns.example.org/a?b=c&d=',
  'https://ns.example.org/é/',
);

/** A meaning is a namespace, or a JSON-LD term definition of one. */
const meaning = fc.oneof(
  { weight: 5, arbitrary: namespace },
  { weight: 1, arbitrary: namespace.map((id): JsonObject => ({ '@id': id, '@prefix': true })) },
);

/** Prefixes with what they stand for, at least one. */
export const anyContext: fc.Arbitrary<JsonObject> = fc
  .uniqueArray(fc.tuple(prefix, meaning), { minLength: 1, maxLength: 5, selector: ([name]) => name })
  .map((entries) => Object.fromEntries(entries));

/** The tree with prefixes of the context where marks stood, and with that part of the context that it needs. */
export function withPrefixes(tree: JsonObject, context: JsonObject): JsonObject {
  const names = Object.keys(context);
  const used = new Set<string>();
  const text = (marked: string): string =>
    marked.replace(MARKED, (_, sign: string, index: string) => {
      const name = names[Number(index) % names.length] ?? '';
      used.add(name);
      return `${sign}${name}`;
    });
  const chosen = replaced(tree, text);
  const own = Object.entries(context).filter(([name]) => used.has(name));
  return own.length === 0 ? chosen : { '@context': Object.fromEntries(own), ...chosen };
}

const MARKED = new RegExp(`^(@?)${PREFIX_MARK}(\\d+)`);

function replaced(object: JsonObject, text: (marked: string) => string): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [text(name), replacedValue(value, text)]));
}

function replacedValue(value: Json, text: (marked: string) => string): Json {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((item) => replacedValue(item, text));
  return typeof value !== 'object' || value === null || isExactNumber(value) ? value : replaced(value, text);
}
