import type { NamedQueries } from '#common/store/named-queries.ts';
import { SIMPLE_MASTER_DATA_QUERY } from '#shared/epcis/query/master-data-query.ts';
import { SIMPLE_EVENT_QUERY } from '#shared/epcis/query-message.ts';

const MOST = 1000;

/** The standard's own queries and the first thousand that the tenant keeps. */
export async function listQueryNames({ queries }: { readonly queries: NamedQueries }, tenant: string) {
  const { queries: kept } = await queries.list(tenant, undefined, MOST);
  return [SIMPLE_EVENT_QUERY, SIMPLE_MASTER_DATA_QUERY, ...kept.map(({ name }) => name)];
}
