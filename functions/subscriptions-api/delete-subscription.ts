import { mustSpeakVersion2, versionHeaders } from '#common/epcis-headers.ts';
import type { Endpoint } from '#common/http.ts';
import type { Subscriptions } from '#common/store/subscriptions.ts';
import { unsubscribed } from '#common/subscriptions/subscribed.ts';
import { findSubscription, noSubscription } from './find-subscription.ts';

/** Ends a subscription: what waits for it is not told any more, and what is being sent is the last (EPCIS 2.0, REST binding). */
export const deleteSubscription =
  (needs: { readonly subscriptions: Pick<Subscriptions, 'get' | 'remove'>; readonly now: () => Date }): Endpoint =>
  async (request) => {
    mustSpeakVersion2(request);
    const { queryName: name, subscriptionId: id } = await findSubscription(needs, request);
    const entry = unsubscribed(request, needs.now().toISOString(), name, id);
    if ((await needs.subscriptions.remove(request.tenant, name, id, entry)) === 'unknown')
      throw noSubscription(name, id);
    return { status: 204, headers: versionHeaders };
  };
