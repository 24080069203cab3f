import type { Request } from '#common/http.ts';
import { Refused } from '#common/refused.ts';
import { unsubscribed } from '#common/subscriptions/subscribed.ts';
import { refuse } from '#shared/refusal.ts';
import { mustBeAllowedToWrite } from './may-write.ts';
import type { Needs } from './needs.ts';

/** Ends a subscription, and with it the query that it brought (EPCIS 1.2 §8.2.5). A repetition after a crash ends what is left. */
export async function unsubscribe(needs: Needs, request: Request, subscriptionID: string): Promise<void> {
  await mustBeAllowedToWrite(needs.granted, request);
  const { tenant } = request;
  const all = await needs.subscriptions.all(tenant);
  const found = all.find(({ subscriptionId, channel }) => subscriptionId === subscriptionID && channel === 'webhook');
  if (found === undefined)
    throw new Refused(
      refuse('not-found', `no subscription ${subscriptionID}`, {
        at: '/subscriptionID',
        rule: 'EPCIS 1.2 §8.2.5 unsubscribe',
        remedy: 'getSubscriptionIDs lists those there are',
      }),
    );
  const entry = unsubscribed(request, needs.now().toISOString(), found.queryName, subscriptionID);
  await needs.subscriptions.remove(tenant, found.queryName, subscriptionID, entry);
}
