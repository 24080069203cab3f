import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { bodiless } from '#common/bodiless.ts';
import { httpHandler } from '#common/http.ts';
import { queries } from '#common/queries/queries.ts';
import { read } from '#common/read.ts';
import { anything } from '../../functions/describe-api/routes/route-description.ts';
import { routes } from '../../functions/describe-api/routes.ts';
import { call } from '../kit/call.ts';

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

/** The same through the door: the endpoint behind it is never reached. */
async function asked(route: string, body: unknown) {
  let reached = false;
  const endpoint = async ({ text }: { text: string }) => {
    reached = true;
    return { status: 200, body: text };
  };
  const permission = 'registry:write';
  const path = Object.fromEntries([...route.matchAll(/\{(\w+)/g)].map(([, name = '']) => [name, '1']));
  const handler = httpHandler({ [route]: { permission, endpoint } }, async () => false);
  const needed = Object.entries(queries[route] ?? {}).filter(([, one]) => one.type !== 'optional');
  const query = Object.fromEntries(needed.map(([name]) => [name, 'given']));
  return { ...(await call(handler, route, { path, query, body })), reached };
}

const ours = Object.entries(routes).filter(([route]) => /^(POST|PUT|DELETE) \/api\//.test(route));
const without = ours.filter(([, { body }]) => body === undefined).map(([route]) => route);

test('routes are known that take no body, all of them and no others', () => {
  expect([...bodiless].toSorted()).toEqual(without.toSorted());
});

describe('a body that would be passed over is refused by', () => {
  test.each(without)('%s', async (route) => {
    for (const body of ['{"reason":"x"}', '[]', 'null', 'not JSON', '{', new Uint8Array([1, 2])])
      expect(await asked(route, body)).toMatchObject({
        reached: false,
        status: 400,
        body: { at: '/', rule: expect.stringMatching(/./), remedy: expect.stringContaining('without a body') },
      });
    for (const body of [undefined, '', '{}', ' { } \n'])
      expect(await asked(route, body)).toMatchObject({ reached: true });
  });
});

test.each(ours.filter(([, { body }]) => body !== undefined).map(([route]) => route))(
  'the body of %s comes to its endpoint',
  async (route) => expect(await asked(route, 'whatever it is')).toMatchObject({ status: 200, body: 'whatever it is' }),
);

/** Some are texts (CSV, documents of EPCIS) or lists. */
const objects = bodies.filter(({ body }) => body.type !== 'string' && body.type !== 'array');

test.each(objects)('an array in place of the body of $route is one problem', ({ body }) => {
  expect(() => read(body, [])).toThrow(/^\/: an object is wanted here, an array came$/);
});

describe('a member that nobody knows is refused in the body of', () => {
  test.each(bodies)('$route', ({ body }) => expect(openPlaces(body)).toEqual([]));
});
