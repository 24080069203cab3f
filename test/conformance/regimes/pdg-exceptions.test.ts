import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { reportShape, responseShape } from '#shared/dscsa/pdg-shapes.ts';
import { schemaCheck } from '../../kit/json-schema.ts';

/** The PDG's exceptions schemas and examples (MIT), beside the repository. */
const folder = new URL('../../../../shared/corpus/regulators/us-dscsa/pdg-exceptions/', import.meta.url);
const jsonOf = (path: string): unknown => JSON.parse(readFileSync(new URL(path, folder), 'utf8'));
const isThere = existsSync(folder);
const names = isThere ? readdirSync(new URL('examples/', folder)) : [];

/** Every place of a value, as a path of keys. */
function placesOf(value: unknown, at: readonly string[] = []): string[][] {
  const inside = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [[...at], ...inside.flatMap(([key, one]) => placesOf(one, [...at, key]))];
}

/** The value with another one at a place, or without it. */
function mutated(value: unknown, [key, ...rest]: readonly string[], change: { readonly to?: unknown }): unknown {
  if (key === undefined) return change.to;
  const isGone = rest.length === 0 && !('to' in change);
  if (Array.isArray(value)) {
    const list: unknown[] = [...value];
    if (isGone) list.splice(Number(key), 1);
    else list[Number(key)] = mutated(list[Number(key)], rest, change);
    return list;
  }
  const members: Record<string, unknown> = { ...Object(value) };
  if (isGone) delete members[key];
  else members[key] = mutated(members[key], rest, change);
  return members;
}

const strange: readonly unknown[] = [
  null,
  [],
  {},
  '',
  'Accept',
  'Send product',
  0,
  1.5,
  -1,
  true,
  ['x'],
  [null],
  { email: 1 },
  1e300,
];

describe.skipIf(!isThere)('our validator of PDG messages', () => {
  const kinds = ['report', 'response'] as const;
  const shapes = { report: reportShape, response: responseShape };
  const check = (kind: (typeof kinds)[number]) => schemaCheck(Object(jsonOf(`schemas/${kind}_schema.json`)));
  const kindOf = (name: string) => (name.includes('response') ? 'response' : 'report');

  test('takes every published example', () => {
    expect(names.length).toBeGreaterThanOrEqual(9);
    for (const name of names)
      expect([name, v.is(shapes[kindOf(name)], jsonOf(`examples/${name}`))]).toEqual([name, true]);
  });

  test('agrees with the published schema on every example with any member changed or gone', () => {
    let judged = 0;
    for (const name of names) {
      const kind = kindOf(name);
      const [example, conforms] = [jsonOf(`examples/${name}`), check(kind)];
      for (const place of placesOf(example).filter((one) => one.length > 0))
        for (const change of [{}, ...strange.map((to) => ({ to }))]) {
          const value = mutated(example, place, change);
          judged++;
          expect([name, place, change, v.is(shapes[kind], value)]).toEqual([
            name,
            place,
            change,
            conforms(value).length === 0,
          ]);
        }
    }
    expect(judged).toBeGreaterThan(2_000);
  });

  test.each(kinds)('agrees with it on a %s of many changes at once', (kind) => {
    const examples = names.filter((name) => kindOf(name) === kind).map((name) => jsonOf(`examples/${name}`));
    const items = ['missing_product_data', 'missing_product', 'data_misalignment', 'underages', 'master_data_errors'];
    const place = fc.oneof(
      fc.constantFrom(...examples.flatMap((one) => placesOf(one)).filter((one) => one.length > 0)),
      fc.constantFrom(...items.map((name) => ['exceptions', name])),
    );
    const resolution_request = 'Send product';
    const item = fc.constantFrom<unknown>(
      { exception_item_uuid: 'u', product_gtin: 'g', observation_source: 'ASN', resolution_request },
      { exception_item_uuid: 'u', file_id: 'f', product_gtin: 'g', product_serial: 's', resolution_request },
      { exception_item_uuid: 'u', invalid_gln: 'g', resolution_request: null },
    );
    const value = fc.oneof(
      fc.constantFrom(...strange),
      item,
      fc.array(item),
      fc.dictionary(fc.constantFrom('gln_errors', 'gtin_errors'), fc.array(item)),
    );
    const conforms = check(kind);
    fc.assert(
      fc.property(
        fc.constantFrom(...examples),
        fc.array(fc.tuple(place, value), { maxLength: 3 }),
        (example, changes) => {
          const message = changes.reduce((one, [at, to]) => mutated(one, at, { to }), example);
          expect(v.is(shapes[kind], message)).toBe(conforms(message).length === 0);
        },
      ),
      { numRuns: 500 },
    );
  });
});
