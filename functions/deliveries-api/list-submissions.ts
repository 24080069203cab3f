import type { Endpoint } from '#common/http.ts';
import { networkQueries } from '#common/queries/network.ts';
import { readQuery } from '#common/query-parameters.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import { isOver } from '#common/store/delivery-due.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import { joinedState } from '#shared/delivery/joined-state.ts';

const PAGE = 200;

/** What regulators are told of a lot, act by act: reports that were split are one. */
export const listSubmissions =
  (needs: { deliveries: Pick<Deliveries, 'list'> }): Endpoint =>
  async (request) => {
    const { gtin } = readQuery(networkQueries['GET /api/lots/{lot}/submissions'], request);
    const lot = request.path['lot'] ?? '';
    const acts = new Map<string, Delivery[]>();
    let after: string | undefined;
    do {
      const wanted = { kind: 'submission', gtin, lot, limit: PAGE, after };
      const { deliveries, next } = await needs.deliveries.list(request.tenant, wanted);
      for (const one of deliveries) {
        const name = `${one.market} ${one.report?.act ?? ''}`;
        acts.set(name, [...(acts.get(name) ?? []), one]);
      }
      after = next;
    } while (after !== undefined);
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
    state: joinedState(reports.map(({ state }) => state)),
    reports: reports.length,
    states,
    ...(deadline !== undefined && { deadline }),
    deliveries: reports.map(({ deliveryId }) => deliveryId),
  };
}
