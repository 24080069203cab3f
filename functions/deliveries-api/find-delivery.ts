import type { Request } from '#common/http.ts';
import { orRefuse } from '#common/refused.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import { refuse } from '#shared/refusal.ts';
import { regimeOf } from '#shared/regimes/registry.ts';

/** The delivery that the path names. */
export async function findDelivery(deliveries: Pick<Deliveries, 'get'>, { tenant, path }: Request): Promise<Delivery> {
  const id = path['deliveryId'] ?? '';
  const remedy = 'GET /api/deliveries lists them';
  return orRefuse((await deliveries.get(tenant, id)) ?? refuse('not-found', `no delivery ${id}`, { remedy }));
}

/** A delivery as the API tells it: how it is kept from being sent twice is nobody's business. Codes of the regulator are explained. */
export function tellDelivery({ frozen, before, uncertain, polls, round, report, ...told }: Delivery) {
  const explained = explain(told);
  return {
    ...told,
    ...(report && { report: report.name, act: report.act }),
    ...(report?.change && { change: report.change }),
    ...(explained.length > 0 && { explained }),
  };
}

/** What the codes in a failure mean. */
function explain({ market = '', failure = '' }: Pick<Delivery, 'market' | 'failure'>) {
  const words = new Set(failure.split(/[^A-Za-z0-9_]+/));
  return (regimeOf(market)?.errors ?? []).filter(({ code }) => words.has(code));
}
