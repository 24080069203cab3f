import { isSoapQuery } from '#common/epcis/soap-query.ts';
import { Refused } from '#common/refused.ts';
import type { NamedQueries } from '#common/store/named-queries.ts';
import type { QueryMessage } from '#shared/epcis/query-message.ts';
import { refuse } from '#shared/refusal.ts';

const RULE = 'EPCIS 1.2 §8.2.5 Query control interface';

/** The query that a tenant keeps under the name asked for. It has its parameters already. */
export async function namedQuery(
  queries: Pick<NamedQueries, 'get'>,
  tenant: string,
  { queryName, params }: QueryMessage,
): Promise<QueryMessage> {
  const named = isSoapQuery(queryName) ? undefined : await queries.get(tenant, queryName);
  if (named === undefined)
    throw new Refused(
      refuse('not-found', `no query ${queryName}`, { rule: RULE, remedy: 'getQueryNames lists those there are' }),
    );
  const [parameter] = Object.keys(params);
  if (parameter === undefined) return named.message;
  throw new Refused(
    refuse('bad-parameter', `the query ${queryName} has its parameters already`, {
      at: parameter,
      rule: RULE,
      remedy: 'send no parameters, or ask SimpleEventQuery',
    }),
  );
}
