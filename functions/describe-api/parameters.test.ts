import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { queries } from '#common/queries/queries.ts';
import { roleMay, roles } from '#shared/access/permissions.ts';
import { call } from '../../test/kit/call.ts';
import { openapi } from './openapi.ts';
import { shapesOf } from './parameters.ts';
import { routes } from './routes.ts';

const own = Object.entries(routes).filter(
  ([route, { permission }]) =>
    (route.includes(' /api/') || route.endsWith(' /epcis/soap')) &&
    permission !== undefined &&
    !route.includes('/vocabularies/'),
);
const described = (route: string) => {
  const [method = '', path = ''] = route.split(' ');
  const operation = Object(openapi(routes).paths[path.replace('+}', '}')])[method.toLowerCase()];
  return v
    .parse(v.array(v.looseObject({ in: v.optional(v.string()), name: v.optional(v.string()) })), operation.parameters)
    .filter((one) => one.in === 'query');
};

/** The gate that every function of the API stands behind. */
const ask = (route: string, query: Record<string, string>) => {
  const permission = routes[route]?.permission ?? 'events:query';
  const handler = httpHandler({ [route]: { permission, endpoint: async () => ({ status: 204 }) } }, async () => false);
  const needed = Object.entries(shapesOf(route)).filter(([, { type }]) => type !== 'optional');
  const given = Object.fromEntries(needed.map(([name]) => [name, name === 'gtin' ? '09521321543218' : 'given']));
  const role = roles.find((one) => roleMay(one, permission)) ?? 'administrator';
  return call(handler, route, { query: { ...given, ...query }, role });
};

describe('the parameters of a route', () => {
  test.each(own)('are those that are described, and no other is let through: %s', async (route) => {
    const known = described(route).map(({ name }) => name);
    expect(known).toEqual(Object.keys(shapesOf(route)));
    const answer = await ask(route, { nonsense: '1' });
    expect(answer).toMatchObject({ status: 400, body: { at: '?nonsense', remedy: expect.any(String) } });
    for (const name of known) expect(Object(answer.body).remedy).toContain(name);
    expect(await ask(route, {})).toMatchObject({ status: 204 });
  });

  test.each(own.filter(([route]) => Object.keys(shapesOf(route)).length > 0))(
    'have the ranges and words that are described: %s',
    async (route) => {
      for (const { name = '', schema } of described(route).map(Object)) {
        const wrong = schema.enum ? 'no-such-word' : schema.maximum === undefined ? '' : String(schema.maximum + 1);
        const isFree = wrong === '' && schema.minLength === undefined && schema.pattern === undefined;
        if (isFree) continue;
        expect(await ask(route, { [name]: wrong }), name).toMatchObject({ status: 400, body: { at: `?${name}` } });
        const right = schema.enum?.[0] ?? schema.maximum;
        if (right !== undefined)
          expect(await ask(route, { [name]: String(right) }), name).toMatchObject({ status: 204 });
      }
    },
  );

  test('are of routes that there are', () => {
    expect(Object.keys(queries).filter((route) => routes[route] === undefined)).toEqual([]);
  });
});
