import type { Request } from '#common/http.ts';
import { orRefuse } from '#common/refused.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import { refuse } from '#shared/refusal.ts';

/** The delivery that the path names. */
export async function findDelivery(deliveries: Pick<Deliveries, 'get'>, { tenant, path }: Request): Promise<Delivery> {
  const id = path['deliveryId'] ?? '';
  const remedy = 'GET /api/deliveries lists them';
  return orRefuse((await deliveries.get(tenant, id)) ?? refuse('not-found', `no delivery ${id}`, { remedy }));
}

/** A delivery as the API tells it: how it is kept from being sent twice is nobody's business. */
export function tellDelivery({ frozen, before, uncertain, polls, round, report, ...told }: Delivery) {
  return { ...told, ...(report && { report: report.name }) };
}
