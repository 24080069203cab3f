import { isSoapQuery } from '#common/epcis/soap-query.ts';
import type { Subscription } from '#common/store/subscription-row.ts';
import { SIMPLE_MASTER_DATA_QUERY } from '#shared/epcis/query/master-data-query.ts';
import { SIMPLE_EVENT_QUERY } from '#shared/epcis/query-message.ts';
import { namedQuery } from './named-query.ts';
import type { Needs } from './needs.ts';

/** Ids of the subscriptions to a query. Those of open connections come and go with them; nobody here could end them. */
export async function listSubscriptions(needs: Needs, tenant: string, queryName: string): Promise<string[]> {
  if (queryName === SIMPLE_MASTER_DATA_QUERY) return [];
  if (queryName === SIMPLE_EVENT_QUERY)
    return idsOf((await needs.subscriptions.all(tenant)).filter((one) => isSoapQuery(one.queryName)));
  await namedQuery(needs.queries, tenant, { queryName, params: {} });
  return idsOf(await needs.subscriptions.list(tenant, queryName));
}

const idsOf = (some: readonly Subscription[]): string[] =>
  some.filter(({ channel }) => channel === 'webhook').map(({ subscriptionId }) => subscriptionId);
