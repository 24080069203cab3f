import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { anything } from '../../functions/describe-api/routes/route-description.ts';
import { routes } from '../../functions/describe-api/routes.ts';

/** The parts of valibot's shapes that hold others. */
const shape = v.looseObject({
  type: v.string(),
  entries: v.optional(v.record(v.string(), v.unknown())),
  wrapped: v.optional(v.unknown()),
  item: v.optional(v.unknown()),
  value: v.optional(v.unknown()),
  options: v.optional(v.array(v.unknown())),
  pipe: v.optional(v.array(v.unknown())),
});

/** Places of a shape at which a member that nobody knows would be passed over. */
function openPlaces(node: unknown, at = ''): string[] {
  const read = v.safeParse(shape, node);
  if (!read.success) return [];
  const { type, entries = {}, wrapped, item, value, options = [], pipe = [] } = read.output;
  // Of several shapes, one behind the other, the last has the last word.
  const last = pipe.slice(1).findLast((one) => v.is(v.object({ kind: v.literal('schema') }), one));
  if (last !== undefined) return openPlaces(last, at);
  const own = type === 'object' || type === 'loose_object' ? [at || '/'] : [];
  const inside = [
    ...Object.entries(entries).map(([name, one]) => openPlaces(one, `${at}/${name}`)),
    ...[wrapped, ...options].map((one) => openPlaces(one, at)),
    ...[item, value].map((one) => openPlaces(one, `${at}/*`)),
  ];
  return [...own, ...inside.flat()];
}

/** EPCIS documents may be extended by anybody; queries and subscriptions are read by the standard's own rules. */
const bodies = Object.entries(routes).flatMap(([route, { body }]) =>
  body === undefined || body === anything ? [] : [{ route, body }],
);

test('bodies are looked into', () => {
  expect(bodies.length).toBeGreaterThan(30);
  const open = v.strictObject({ a: v.optional(v.array(v.object({ b: v.string() }))) });
  expect(openPlaces(open)).toEqual(['/a/*']);
});

describe('a member that nobody knows is refused in the body of', () => {
  test.each(bodies)('$route', ({ body }) => expect(openPlaces(body)).toEqual([]));
});
