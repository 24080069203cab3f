import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { RegulatorAccess } from '#shared/messages/regulator-accesses-api.ts';

/** Reports that are named, and that are looked at in each state. */
const NAMED = 10;
const LOOKED_AT = 100;

/**
 * Ids of some reports to the market of an access which were sent to another address than that, and are not through: they are neither asked about nor sent again before the access leads there again.
 * Looked for after it was set: what is sent meanwhile goes by the new one.
 */
export async function sentElsewhere(
  deliveries: Pick<Deliveries, 'list'>,
  tenant: string,
  { market, url }: RegulatorAccess,
): Promise<string[]> {
  const isElsewhere = ({ frozen }: Delivery) => frozen !== undefined && frozen.to?.url !== url;
  const found: string[] = [];
  for (const state of ['sent', 'due']) {
    const some = await deliveries.list(tenant, { kind: 'submission', market, state, limit: LOOKED_AT });
    found.push(...some.deliveries.filter(isElsewhere).map(({ deliveryId }) => deliveryId));
  }
  return found.slice(0, NAMED);
}
