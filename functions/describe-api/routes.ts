import { announcementRoutes } from './routes/announcements.ts';
import { as2Routes } from './routes/as2.ts';
import { captureRoutes } from './routes/capture.ts';
import { deskRoutes } from './routes/desk.ts';
import { dscsaRoutes } from './routes/dscsa.ts';
import { enterpriseRoutes } from './routes/enterprise.ts';
import { epcisRoutes } from './routes/epcis.ts';
import { exceptionRoutes } from './routes/exceptions.ts';
import { inboundRoutes } from './routes/inbound.ts';
import { lotRoutes } from './routes/lots.ts';
import { mappingRoutes } from './routes/mappings.ts';
import { masterDataRoutes } from './routes/master-data.ts';
import { networkRoutes } from './routes/network.ts';
import { nmvsRoutes } from './routes/nmvs.ts';
import { onboardingRoutes } from './routes/onboarding.ts';
import { openRoutes } from './routes/open.ts';
import { orderRoutes } from './routes/orders.ts';
import { partnerRoutes } from './routes/partners.ts';
import { peopleRoutes } from './routes/people.ts';
import { poolRoutes } from './routes/pools.ts';
import { queryRoutes } from './routes/query.ts';
import type { RouteDescriptions } from './routes/route-description.ts';
import { serialRoutes } from './routes/serials.ts';
import { subscriptionRoutes } from './routes/subscriptions.ts';
import { unitsRoutes } from './routes/units.ts';
import { vrsRoutes } from './routes/vrs.ts';

/** Every route of the HTTP API, keyed as in the template. A test holds this list against the synthesized one. */
export const routes: RouteDescriptions = {
  ...enterpriseRoutes,
  ...orderRoutes,
  ...lotRoutes,
  ...serialRoutes,
  ...masterDataRoutes,
  ...mappingRoutes,
  ...partnerRoutes,
  ...as2Routes,
  ...onboardingRoutes,
  ...peopleRoutes,
  ...captureRoutes,
  ...poolRoutes,
  ...queryRoutes,
  ...subscriptionRoutes,
  ...epcisRoutes,
  ...unitsRoutes,
  ...exceptionRoutes,
  ...networkRoutes,
  ...inboundRoutes,
  ...nmvsRoutes,
  ...vrsRoutes,
  ...dscsaRoutes,
  ...deskRoutes,
  ...announcementRoutes,
  ...openRoutes,
};
