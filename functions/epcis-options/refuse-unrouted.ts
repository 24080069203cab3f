import { resources } from '#common/epcis/resources.ts';
import type { Endpoint } from '#common/http.ts';
import { Refused } from '#common/refused.ts';
import { refuse } from '#shared/refusal.ts';

/** What there is below /epcis, with the methods that each takes. */
const methods = new Map<string, readonly string[]>([
  ...Object.entries(resources).map(([path, one]): [string, string[]] => [path, [...one.methods, 'OPTIONS']]),
  ['/epcis/soap', ['GET', 'POST']],
  ['/epcis/nextPageToken/{token}', ['DELETE']],
]);
const known = [...methods].map(([path, allowed]) => ({ pattern: patternOf(path), allowed }));

/**
 * Refuses what no route takes: a method that a known resource does not have, with those that it has (RFC 9110 §15.5.6), and any path that is none.
 *
 * @throws Refused always
 */
export const refuseUnrouted = (): Endpoint => async (request) => {
  const { url } = request;
  const resource = known.find(({ pattern }) => pattern.test(url));
  if (resource === undefined)
    throw new Refused(
      refuse('not-found', `nothing answers this method at ${url.slice(0, 200)}`, {
        at: 'path',
        rule: 'RFC 9110 §15.5.5',
        remedy: 'GET /api/openapi.json tells every route',
      }),
    );
  const allowed = resource.allowed.join(', ');
  throw new Refused(
    refuse('method-not-allowed', `this resource takes ${allowed}`, {
      at: 'method',
      rule: 'RFC 9110 §15.5.6; EPCIS 2.0, REST binding',
      remedy: `use ${allowed}`,
    }),
    { Allow: allowed },
  );
};

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{\w+\+\}/g, '.+').replace(/\{\w+\}/g, '[^/]+')}$`);
}
