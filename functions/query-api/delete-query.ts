import { entryOf } from '#common/entry-of.ts';
import { noQuery } from '#common/epcis/find-query.ts';
import { isSoapQuery } from '#common/epcis/soap-query.ts';
import { mustSpeakVersion2 } from '#common/epcis-headers.ts';
import type { Endpoint } from '#common/http.ts';
import type { NamedQueries } from '#common/store/named-queries.ts';
import type { Subscriptions } from '#common/store/subscriptions.ts';
import { unsubscribed } from '#common/subscriptions/subscribed.ts';

/**
 * Deletes a named query and ends its subscriptions (EPCIS 2.0, REST binding). The query goes first, so no subscription is made after the last was
 * ended; whoever was cut off between the two asks again, and the subscriptions end then. A query of SOAP goes with the subscription that brought it.
 */
export const deleteQuery =
  (needs: {
    queries: Pick<NamedQueries, 'remove'>;
    subscriptions: Pick<Subscriptions, 'endOfQuery'>;
    now: () => Date;
  }): Endpoint =>
  async (request) => {
    mustSpeakVersion2(request);
    const name = request.path['queryName'] ?? '';
    if (isSoapQuery(name)) throw noQuery(name);
    const at = needs.now().toISOString();
    const entry = entryOf(request, at, 'query-removed', `query ${name}`);
    const outcome = await needs.queries.remove(request.tenant, name, entry);
    await needs.subscriptions.endOfQuery(request.tenant, name, (id) => unsubscribed(request, at, name, id));
    if (outcome === 'unknown') throw noQuery(name);
    return { status: 204 };
  };
