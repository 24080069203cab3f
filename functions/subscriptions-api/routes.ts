import type { Routes } from '#common/http.ts';
import type { Subscriptions } from '#common/store/subscriptions.ts';
import { type CreateNeeds, createSubscription } from './create-subscription.ts';
import { deleteSubscription } from './delete-subscription.ts';
import { listSubscriptions, type ShowNeeds, showSubscription } from './show-subscriptions.ts';

const ALL = '/epcis/queries/{queryName}/subscriptions';
const ONE = `${ALL}/{subscriptionID}`;

/** Every route by which subscriptions are made, shown and ended (EPCIS 2.0, REST binding). */
export const routes = (needs: CreateNeeds & ShowNeeds & { readonly subscriptions: Subscriptions }): Routes => ({
  [`GET ${ALL}`]: { permission: 'events:query', endpoint: listSubscriptions(needs) },
  [`POST ${ALL}`]: { permission: 'queries:write', endpoint: createSubscription(needs) },
  [`GET ${ONE}`]: { permission: 'events:query', endpoint: showSubscription(needs) },
  [`DELETE ${ONE}`]: { permission: 'queries:write', endpoint: deleteSubscription(needs) },
});
