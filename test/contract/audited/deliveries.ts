import { httpHandler } from '#common/http.ts';
import { resendDelivery } from '../../../functions/deliveries-api/resend-delivery.ts';
import { call } from '../../kit/call.ts';
import { aHouse, startWorld } from '../../kit/delivery-world.ts';
import { tables } from '../../kit/dynoxide.ts';
import { clientOf, type Stage } from './deed.ts';

/** Deliveries that ended badly. */
export async function deliveryStage(): Promise<Stage> {
  const world = await startWorld();
  const route = 'POST /api/deliveries/{deliveryId}/resend';
  const { deliveries, now } = world.needs;
  const queues = { regulator: async () => undefined, partner: async () => undefined };
  const endpoint = resendDelivery({ deliveries, now, queues, registryTable: tables.registry });
  const handler = httpHandler({ [route]: { permission: 'deliveries:write', endpoint } }, async () => false);
  const rejected = async () => {
    const { tenant } = await aHouse(world);
    const subject = { gtin: '09521321543218', lot: 'LOT1' };
    await deliveries.plan({ tenant, deliveryId: 's1', kind: 'submission', market: 'eu', subject }, now());
    const claim = await deliveries.claim(tenant, 's1', now());
    if (claim === undefined) throw new Error('nothing to claim');
    await deliveries.settle(claim, { standing: { ...claim.delivery, state: 'rejected', failure: 'A16' } }, now());
    const told = { act: 'delivery-resent', subject: 'delivery s1', by: clientOf(tenant) };
    return { tenant, act: () => call(handler, route, { tenant, path: { deliveryId: 's1' } }), told: () => [told] };
  };
  return { db: world.table.db, deeds: { [route]: rejected }, stop: world.stop };
}
