import type { Endpoint } from '#common/http.ts';
import { networkQueries } from '#common/queries/network.ts';
import { readQuery } from '#common/query-parameters.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import { joinedState } from '#shared/delivery/joined-state.ts';
import { type DeliveryState, isOver } from '#shared/delivery/standing.ts';
import { type FilterNeeds, mustBeKnown } from './known-filters.ts';

/** What regulators are told of a lot, act by act: reports that were split are one. */
export const listSubmissions =
  (needs: FilterNeeds & { readonly deliveries: Pick<Deliveries, 'ofLot'> }): Endpoint =>
  async (request) => {
    const { gtin } = readQuery(networkQueries['GET /api/lots/{lot}/submissions'], request);
    const lot = request.path['lot'] ?? '';
    const told = await needs.deliveries.ofLot(request.tenant, { gtin, lot });
    if (told.length === 0) await mustBeKnown(needs, request.tenant, { gtin, lot });
    const acts = Map.groupBy(told, ({ market, report }) => `${market} ${report?.act ?? ''}`);
    return { status: 200, body: { submissions: [...acts.values()].map(joined) } };
  };

function joined(reports: readonly Delivery[]) {
  const states: Record<string, number> = {};
  for (const { state } of reports) states[state] = (states[state] ?? 0) + 1;
  const [deadline] = reports
    .flatMap(({ state, deadline }) => (deadline === undefined || isOver(state) ? [] : [deadline]))
    .sort();
  return {
    market: reports[0]?.market ?? '',
    act: reports[0]?.report?.act ?? '',
    state: joinedState(standingOf(reports)),
    reports: reports.length,
    states,
    ...(deadline !== undefined && { deadline }),
    deliveries: reports.map(({ deliveryId }) => deliveryId),
  };
}

/** A report that was taken in part, and whose correction was given up, stands as it was taken. */
function standingOf(reports: readonly Delivery[]): DeliveryState[] {
  const givenUp = new Set(
    reports.flatMap(({ state, corrects }) => (state === 'cancelled' && corrects ? [corrects] : [])),
  );
  return reports.map(({ state, deliveryId }) => (givenUp.has(deliveryId) ? 'closed' : state));
}
