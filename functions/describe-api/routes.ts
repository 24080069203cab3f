import { captureRoutes } from './routes/capture.ts';
import { enterpriseRoutes } from './routes/enterprise.ts';
import { epcisRoutes } from './routes/epcis.ts';
import { exceptionRoutes } from './routes/exceptions.ts';
import { networkRoutes } from './routes/network.ts';
import { openRoutes } from './routes/open.ts';
import { queryRoutes } from './routes/query.ts';
import type { RouteDescriptions } from './routes/route-description.ts';
import { subscriptionRoutes } from './routes/subscriptions.ts';
import { unitsRoutes } from './routes/units.ts';

/** Every route of the HTTP API, keyed as in the template. A test holds this list against the synthesized one. */
export const routes: RouteDescriptions = {
  ...enterpriseRoutes,
  ...captureRoutes,
  ...queryRoutes,
  ...subscriptionRoutes,
  ...epcisRoutes,
  ...unitsRoutes,
  ...exceptionRoutes,
  ...networkRoutes,
  ...openRoutes,
};
