import * as v from 'valibot';
import { isRefusal, refuse } from '#shared/refusal.ts';
import { signingWithReason } from '../../../people/sign.ts';
import { Refused } from '../../../refused.ts';
import { type ResolveNeeds, resolveException } from '../../../site/integrity/resolve-exception.ts';
import type { SiteException } from '../../../store/site-exceptions.ts';
import { bodyRoute, type Route, route } from '../route.ts';

export type ExceptionNeeds = ResolveNeeds;

/** Of what an exception holds so much is shown. */
const MOST_HELD = 200;

const states = ['open', 'resolved'] as const;

/** What the site holds back, and how people resolve it. */
export const exceptionRoutes = (needs: ExceptionNeeds): Route[] => [
  route({ method: 'GET', path: '/api/exceptions', needs: 'read-report' }, ({ query }) => {
    const state = states.find((one) => one === query.get('state'));
    if (query.has('state') && state === undefined) {
      throw new Refused(
        refuse('bad-parameter', `no exception is ever ${query.get('state')}`, {
          at: 'state',
          remedy: `One of ${states.join(', ')}.`,
        }),
      );
    }
    const asked = { state, batch: numberOf(query, 'batch'), before: numberOf(query, 'before') };
    return { status: 200, body: { exceptions: needs.exceptions.list(asked) } };
  }),
  route({ method: 'GET', path: '/api/exceptions/{exception}', needs: 'read-report' }, ({ path }) => {
    const found = known(needs, path['exception']);
    const held = needs.exceptions
      .heldBy(found.exception, MOST_HELD)
      .map((one) => ({ kind: one.kind, body: JSON.parse(one.body) }));
    return { status: 200, body: { ...found, held } };
  }),
  bodyRoute(
    { method: 'POST', path: '/api/exceptions/{exception}/resolve', needs: 'resolve-exception' },
    v.strictObject({ how: v.picklist(['tell', 'drop']), signature: signingWithReason }),
    async ({ body, path, sign }) => {
      const signed = await sign(body.signature);
      const { exception } = known(needs, path['exception']);
      const resolved = await resolveException(needs, exception, body.how, signed);
      if (isRefusal(resolved)) throw new Refused(resolved);
      return { status: 201, body: { ...resolved, signature: signed } };
    },
  ),
];

function known({ exceptions }: ExceptionNeeds, number = ''): SiteException {
  const found = /^\d{1,15}$/.test(number) ? exceptions.get(Number(number)) : undefined;
  if (found === undefined) throw new Refused(refuse('not-found', `there is no exception ${number}`));
  return found;
}

function numberOf(query: URLSearchParams, name: string): number | undefined {
  const given = query.get(name);
  if (given === null) return undefined;
  if (/^\d{1,15}$/.test(given)) return Number(given);
  throw new Refused(refuse('bad-parameter', `${name} must be a whole number`, { at: name }));
}
