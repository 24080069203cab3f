import { isSoapQuery } from '#common/epcis/soap-query.ts';
import type { Request } from '#common/http.ts';
import { Refused } from '#common/refused.ts';
import type { NamedQueries } from '#common/store/named-queries.ts';
import type { Subscription } from '#common/store/subscription-row.ts';
import type { Subscriptions } from '#common/store/subscriptions.ts';
import { refuse } from '#shared/refusal.ts';

export interface QueryNeeds {
  readonly queries: Pick<NamedQueries, 'get'>;
}

const RULE = 'EPCIS 2.0, REST binding, NoSuchNameException';

/** The name of the query in the path. Throws Refused `not-found` when the tenant has none of that name. */
export async function mustHaveQuery(
  { queries }: QueryNeeds,
  { tenant, path }: Pick<Request, 'tenant' | 'path'>,
): Promise<string> {
  const name = path['queryName'] ?? '';
  if (isSoapQuery(name) || (await queries.get(tenant, name)) === undefined) throw noQuery(name);
  return name;
}

/** The subscription in the path. Throws Refused `not-found` when its query has none of that id. */
export async function findSubscription(
  { subscriptions }: { readonly subscriptions: Pick<Subscriptions, 'get'> },
  { tenant, path }: Pick<Request, 'tenant' | 'path'>,
): Promise<Subscription> {
  const [name = '', id = ''] = [path['queryName'], path['subscriptionID']];
  const found = await subscriptions.get(tenant, name, id);
  if (found === undefined) throw noSubscription(name, id);
  return found;
}

export const noQuery = (name: string) =>
  new Refused(
    refuse('not-found', `no query ${name}`, {
      at: 'queryName',
      rule: RULE,
      remedy: 'GET /epcis/queries lists those there are; POST makes one',
    }),
  );

export const noSubscription = (name: string, id: string) =>
  new Refused(
    refuse('not-found', `query ${name} has no subscription ${id}`, {
      at: 'subscriptionID',
      rule: RULE,
      remedy: `GET /epcis/queries/${encodeURIComponent(name)}/subscriptions lists those there are`,
    }),
  );
