import { refuse } from '#shared/refusal.ts';
import { Refused } from '../refused.ts';
import type { NamedQueries, NamedQuery } from '../store/named-queries.ts';
import { isSoapQuery } from './soap-query.ts';

/** @throws Refused `not-found` when the tenant has no such query, and for one that a subscription of SOAP brought: that is nobody's to ask */
export async function findQuery(queries: Pick<NamedQueries, 'get'>, tenant: string, name = ''): Promise<NamedQuery> {
  const found = isSoapQuery(name) ? undefined : await queries.get(tenant, name);
  if (found !== undefined) return found;
  throw noQuery(name);
}

export const noQuery = (name: string) =>
  new Refused(
    refuse('not-found', `no query ${name}`, {
      at: 'queryName',
      rule: 'EPCIS 2.0, REST binding, NoSuchNameException',
      remedy: 'GET /epcis/queries lists those there are; POST makes one',
    }),
  );
