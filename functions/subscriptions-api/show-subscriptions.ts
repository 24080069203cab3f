import { jsonMediaOf } from '#common/epcis/media.ts';
import { mustSpeakVersion2, versionHeaders } from '#common/epcis-headers.ts';
import type { Endpoint } from '#common/http.ts';
import { askedPage, nextHeaders } from '#common/page-token.ts';
import { mustOnlyPage, readQueryString } from '#common/query-string.ts';
import type { SubscriptionRuns } from '#common/store/subscription-runs.ts';
import { MOST_SUBSCRIPTIONS, type Subscriptions } from '#common/store/subscriptions.ts';
import { findSubscription, mustHaveQuery, type QueryNeeds } from './find-subscription.ts';
import { headersOf, tellSubscription } from './tell-subscription.ts';

export interface ShowNeeds extends QueryNeeds {
  readonly subscriptions: Pick<Subscriptions, 'get' | 'list' | 'remove'>;
  readonly runs: Pick<SubscriptionRuns, 'of'>;
  readonly now: () => Date;
}

/**
 * The subscriptions of a query, a page at a time (EPCIS 2.0, REST binding). Those of open connections come and go with them and are not
 * resources. The token is the id of the last one seen, so what is made or deleted meanwhile shifts nothing.
 */
export const listSubscriptions =
  (needs: ShowNeeds): Endpoint =>
  async (request) => {
    mustSpeakVersion2(request);
    const media = jsonMediaOf(request);
    const paged = { request, url: request.url, parameters: readQueryString(request.queryString) };
    mustOnlyPage(paged.parameters);
    const now = needs.now();
    const { perPage, after = '' } = askedPage(paged, MOST_SUBSCRIPTIONS, now);
    const queryName = await mustHaveQuery(needs, request);
    const all = await needs.subscriptions.list(request.tenant, queryName);
    const rest = all.filter(({ channel, subscriptionId }) => channel === 'webhook' && subscriptionId > after);
    const page = rest.slice(0, perPage);
    const runs = await needs.runs.of(
      request.tenant,
      page.map(({ subscriptionId }) => subscriptionId),
    );
    const last = rest.length > perPage ? page.at(-1)?.subscriptionId : undefined;
    return {
      status: 200,
      body: page.map((one) => tellSubscription(one, runs.get(one.subscriptionId))),
      headers: { 'content-type': media, ...versionHeaders, ...nextHeaders(paged, last, now) },
    };
  };

/** One subscription and how far it has come. */
export const showSubscription =
  (needs: ShowNeeds): Endpoint =>
  async (request) => {
    mustSpeakVersion2(request);
    const media = jsonMediaOf(request);
    const found = await findSubscription(needs, request);
    const run = (await needs.runs.of(request.tenant, [found.subscriptionId])).get(found.subscriptionId);
    return {
      status: 200,
      body: tellSubscription(found, run),
      headers: { 'content-type': media, ...headersOf(found, run) },
    };
  };
