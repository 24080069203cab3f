import { findQuery } from '#common/epcis/find-query.ts';
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

/** The name of the query in the path. Throws Refused `not-found` when the tenant has none of that name. */
export async function mustHaveQuery(
  { queries }: QueryNeeds,
  { tenant, path }: Pick<Request, 'tenant' | 'path'>,
): Promise<string> {
  return (await findQuery(queries, tenant, path['queryName'])).name;
}

/**
 * The subscription in the path. That of an open connection is no resource: it ends with the connection. Nor is that of SOAP, whose query has no name
 * here.
 *
 * @throws Refused `not-found` when its query has none of that id
 */
export async function findSubscription(
  { subscriptions }: { readonly subscriptions: Pick<Subscriptions, 'get'> },
  { tenant, path }: Pick<Request, 'tenant' | 'path'>,
): Promise<Subscription> {
  const [name = '', id = ''] = [path['queryName'], path['subscriptionID']];
  const found = await subscriptions.get(tenant, name, id);
  if (found?.channel !== 'webhook' || isSoapQuery(name)) throw noSubscription(name, id);
  return found;
}

export const noSubscription = (name: string, id: string) =>
  new Refused(
    refuse('not-found', `query ${name} has no subscription ${id}`, {
      at: 'subscriptionID',
      rule: 'EPCIS 2.0, REST binding, NoSuchNameException',
      remedy: `GET /epcis/queries/${encodeURIComponent(name)}/subscriptions lists those there are`,
    }),
  );
