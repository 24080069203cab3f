import { anything, type RouteDescriptions } from './route-description.ts';

/** Query callbacks of the EPCIS repository. */
export const subscriptionRoutes: RouteDescriptions = {
  'GET /epcis/queries/{queryName}/subscriptions': {
    summary: 'Subscriptions to a named query',
    permission: 'events:query',
    answer: { status: 200, shape: anything },
  },
  'POST /epcis/queries/{queryName}/subscriptions': {
    summary:
      'Subscribe an address to a named query: as events are captured ("stream": true) or by a "schedule" in UTC. GS1-Signature of a callback is the hex HMAC-SHA-256 of its body, keyed by signatureToken',
    permission: 'queries:write',
    body: anything,
    answer: { status: 201, shape: anything },
  },
  'GET /epcis/queries/{queryName}/subscriptions/{subscriptionID}': {
    summary: 'One subscription and how far it has come',
    permission: 'events:query',
    answer: { status: 200, shape: anything },
  },
  'DELETE /epcis/queries/{queryName}/subscriptions/{subscriptionID}': {
    summary: 'End a subscription',
    permission: 'queries:write',
    answer: { status: 204 },
  },
};
