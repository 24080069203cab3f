import { Refused } from '#common/refused.ts';
import type { NamedQueries, NamedQuery } from '#common/store/named-queries.ts';
import { refuse } from '#shared/refusal.ts';

/** @throws Refused `not-found` when the tenant has no such query */
export async function findQuery(
  queries: Pick<NamedQueries, 'get'>,
  tenant: string,
  name: string | undefined,
): Promise<NamedQuery> {
  const found = await queries.get(tenant, name ?? '');
  if (found !== undefined) return found;
  throw noQuery(name);
}

export const noQuery = (name = '') =>
  new Refused(
    refuse('not-found', `no query ${name}`, {
      at: 'queryName',
      rule: 'EPCIS 2.0, REST binding, NoSuchNameException',
      remedy: 'GET /epcis/queries lists those there are; POST makes one',
    }),
  );
