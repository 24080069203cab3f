import { isSoapQuery } from '#common/epcis/soap-query.ts';
import { SIMPLE_MASTER_DATA_QUERY } from '#shared/epcis/query/master-data-query.ts';
import { SIMPLE_EVENT_QUERY } from '#shared/epcis/query-message.ts';
import { namedQuery } from './named-query.ts';
import type { Needs } from './needs.ts';

/** Ids of the subscriptions to a query. */
export async function listSubscriptions(needs: Needs, tenant: string, queryName: string): Promise<string[]> {
  if (queryName === SIMPLE_MASTER_DATA_QUERY) return [];
  if (queryName === SIMPLE_EVENT_QUERY) {
    const all = await needs.subscriptions.all(tenant);
    return all.filter((one) => isSoapQuery(one.queryName)).map(({ subscriptionId }) => subscriptionId);
  }
  await namedQuery(needs.queries, tenant, { queryName, params: {} });
  return (await needs.subscriptions.list(tenant, queryName)).map(({ subscriptionId }) => subscriptionId);
}
