import { findQuery } from '#common/epcis/find-query.ts';
import type { Endpoint } from '#common/http.ts';
import { bothQueries } from '#common/query/both-queries.ts';
import { badParameter, readQueryString } from '#common/query-string.ts';
import { orRefuse } from '#common/refused.ts';
import type { NamedQueries, NamedQuery } from '#common/store/named-queries.ts';
import { readEventQuery } from '#shared/epcis/query/read-event-query.ts';
import { answerPage, type EventNeeds } from './answer-page.ts';
import { type AskedQuery, askedQuery } from './asked-query.ts';

/** Runs a named query, a page at a time; parameters of the request restrict it further (EPCIS 2.0, REST binding). */
export const queryNamed =
  (needs: EventNeeds & { queries: Pick<NamedQueries, 'get'> }): Endpoint =>
  async (request) => {
    const parameters = readQueryString(request.queryString);
    const named = await findQuery(needs.queries, request.tenant, request.path['queryName']);
    const asked = restricted(named, askedQuery(request, parameters));
    const url = `/epcis/queries/${encodeURIComponent(named.name)}/events`;
    // A query of the same name that was made later is another one.
    const paged = { request, url, parameters, version: named.createdAt };
    return answerPage(needs, { ...asked, request, paged, queryName: named.name });
  };

/** What would change which events a limited query finds first: a bound of the results does not, for it counts those. */
const changes = (name: string): boolean => name !== 'maxEventCount';

/**
 * An order that the request asks for replaces that of the definition. Where that has a limit, its own conditions and order alone decide what is
 * found: further ones would bring in events beyond the limit in the place of those they take away.
 */
function restricted({ message }: NamedQuery, further: AskedQuery): AskedQuery {
  const query = orRefuse(readEventQuery(message));
  const names = [...new Set([...Object.keys(message.params), ...further.names])];
  const changing = query.eventCountLimit === undefined ? undefined : further.names.find(changes);
  if (changing !== undefined)
    throw badParameter(
      changing,
      'would change which events the query finds first',
      'leave it out, or ask a query without eventCountLimit',
    );
  const isReordered = further.names.includes('orderBy') || further.names.includes('orderDirection');
  return { query: isReordered ? bothQueries(further.query, query) : bothQueries(query, further.query), names };
}
