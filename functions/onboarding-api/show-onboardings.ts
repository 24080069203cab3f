import type { Endpoint } from '#common/http.ts';
import { noPartnership } from '#common/onboarding/take-act.ts';
import { tellOnboarding } from '#common/onboarding/tell-onboarding.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { onboardingQueries } from '#common/queries/onboarding.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import { orRefuse } from '#common/refused.ts';
import type { Onboardings } from '#common/store/onboardings.ts';
import { namedPartner } from './named-partner.ts';
import { settle, type WatchNeeds } from './settle.ts';

interface Needs extends WatchNeeds {
  readonly onboardings: Onboardings;
}

/** Lines of a history shown at once. */
const HISTORY = 200;

/** Partnerships on their way and in force, by the partners' ids; `next` is what to give as `after`. With `state` only those, so a page may be short. */
export const listOnboardings =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { state, limit } = readQuery(onboardingQueries['GET /api/onboardings'], request);
    const paged = {
      request,
      url: request.url,
      parameters: readQueryString(request.queryString),
      tokenIn: 'after',
    } as const;
    const { found, next } = await needs.onboardings.list(request.tenant, limit, placeIn(paged));
    const at = needs.now().toISOString();
    const told = found
      .map((one) => tellOnboarding(one, at))
      .filter((one) => state === undefined || one.state === state);
    return { status: 200, body: { onboardings: told, ...(next !== undefined && { next: tokenOf(paged, next) }) } };
  };

/** One partnership with its history from `from` on. One in force that has gone without a fault for its first time is monitored from the first look after that on. */
export const showOnboarding =
  (needs: Needs): Endpoint =>
  async ({ tenant, path, queryString }) => {
    const partner = namedPartner({ path });
    const { from = 0 } = readQuery(onboardingQueries['GET /api/onboardings/{partner}'], { queryString });
    const found = orRefuse((await needs.onboardings.get(tenant, partner)) ?? noPartnership(partner));
    const row = await settle(needs, found);
    const history = await needs.onboardings.history(tenant, partner, from, HISTORY);
    return { status: 200, body: { ...tellOnboarding(row, needs.now().toISOString()), history } };
  };
