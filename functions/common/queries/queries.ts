import { type QueryShape, readQuery } from '../query-parameters.ts';
import { announcementQueries } from './announcements.ts';
import { deskQueries } from './desk.ts';
import { dscsaQueries } from './dscsa.ts';
import { inboundQueries } from './inbound.ts';
import { lotQueries } from './lots.ts';
import { mappingQueries } from './mappings.ts';
import { masterDataQueries } from './master-data.ts';
import { networkQueries } from './network.ts';
import { nmvsQueries } from './nmvs.ts';
import { onboardingQueries } from './onboarding.ts';
import { peopleQueries } from './people.ts';
import { poolQueries } from './pools.ts';
import { serialQueries } from './serials.ts';
import { soapQueries } from './soap.ts';
import { unitQueries } from './units.ts';
import { vrsQueries } from './vrs.ts';

/**
 * The query parameters of every route of our own and of the SOAP binding, keyed as in the API; a route that is not in it takes none. What is let through ({@link mustKnowQuery})
 * and what is described (`functions/describe-api`) are both this table.
 */
export const queries: Readonly<Record<string, QueryShape>> = {
  ...lotQueries,
  ...poolQueries,
  ...serialQueries,
  ...masterDataQueries,
  ...mappingQueries,
  ...peopleQueries,
  ...onboardingQueries,
  ...networkQueries,
  ...inboundQueries,
  ...nmvsQueries,
  ...unitQueries,
  ...deskQueries,
  ...dscsaQueries,
  ...vrsQueries,
  ...announcementQueries,
  ...soapQueries,
};

/** Refuses a query string that the route's shape does not take. The other interfaces of GS1 have their own words for that, and their own readers. */
export function mustKnowQuery(route: string, queryString: string): void {
  const isOurs = route.includes(' /api/') || Object.hasOwn(soapQueries, route);
  if (isOurs && !asStandard.has(route)) readQuery(queries[route] ?? {}, { queryString });
}

/** Asked by the parameters of SimpleMasterDataQuery, some of whose names the sender makes. */
const asStandard: ReadonlySet<string> = new Set(['GET /api/vocabularies/{vocabulary}/elements']);
