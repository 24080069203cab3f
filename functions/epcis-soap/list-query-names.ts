import type { NamedQueries } from '#common/store/named-queries.ts';
import { SIMPLE_MASTER_DATA_QUERY } from '#shared/epcis/query/master-data-query.ts';
import { SIMPLE_EVENT_QUERY } from '#shared/epcis/query-message.ts';

/** The standard's own queries and all that the tenant keeps. */
export async function listQueryNames({ queries }: { readonly queries: Pick<NamedQueries, 'names'> }, tenant: string) {
  return [SIMPLE_EVENT_QUERY, SIMPLE_MASTER_DATA_QUERY, ...(await queries.names(tenant))];
}
