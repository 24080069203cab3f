import { type Endpoint, httpHandler } from '#common/http.ts';
import type { DeliveryState } from '#shared/delivery/standing.ts';
import { correctDelivery } from '../../../functions/deliveries-api/correct-delivery.ts';
import { cancelDelivery, holdDelivery, unholdDelivery } from '../../../functions/deliveries-api/hold-delivery.ts';
import { resendDelivery } from '../../../functions/deliveries-api/resend-delivery.ts';
import { call } from '../../kit/call.ts';
import { aHouse, startWorld } from '../../kit/delivery-world.ts';
import { tables } from '../../kit/dynoxide.ts';
import { clientOf, type Deed, type Stage } from './deed.ts';

/** What a Hub says that took one pack and refused another. */
const partly = JSON.stringify({ accepted: 1, rejected: [{ serial: 'A1', code: 'DUPLICATE_SERIAL' }] });

/** Deliveries that people have to see to. */
export async function deliveryStage(): Promise<Stage> {
  const world = await startWorld();
  const { deliveries, evidence, now } = world.needs;
  const queues = { regulator: async () => undefined, partner: async () => undefined };
  const needs = { deliveries, evidence, now, queues, registryTable: tables.registry };
  const report = { key: 'k', name: 'product-pack-data', act: 'release', at: '' };

  /** One route, asked of a delivery that stands so. */
  const deed =
    (route: `POST /${string}`, endpoint: Endpoint, state: DeliveryState, act: string): Deed =>
    async () => {
      const { tenant } = await aHouse(world);
      const subject = { gtin: '09521321543218', lot: 'LOT1' };
      const held = state === 'held' ? { held: { by: 'quinn', at: now().toISOString(), reason: 'disputed' } } : {};
      const planned = { tenant, deliveryId: 's1', kind: 'submission', market: 'eu', subject, report } as const;
      await deliveries.plan({ ...planned, ...held }, now());
      const claim = state === 'due' || state === 'held' ? undefined : await deliveries.claim(tenant, 's1', now());
      if (claim !== undefined) {
        const key = `${tenant}/evidence/s1/0-answered`;
        await evidence.put(key, Buffer.from(partly));
        const answered = { at: now().toISOString(), direction: 'answered', key, status: 200 } as const;
        const standing = { ...claim.delivery, state, uncertain: false, receipt: 'r1' };
        await deliveries.settle(claim, { standing }, now(), answered);
      }
      const handler = httpHandler({ [route]: { permission: 'deliveries:write', endpoint } }, async () => false);
      const body = act === 'delivery-resent' ? {} : { body: { reason: 'asked to' } };
      return {
        tenant,
        act: () => call(handler, route, { tenant, path: { deliveryId: 's1' }, ...body }),
        told: () => [{ act, subject: 'delivery s1', by: clientOf(tenant) }],
      };
    };
  const at = (act: string) => `POST /api/deliveries/{deliveryId}/${act}` as const;
  return {
    db: world.table.db,
    deeds: {
      [at('resend')]: deed(at('resend'), resendDelivery(needs), 'rejected', 'delivery-resent'),
      [at('hold')]: deed(at('hold'), holdDelivery(needs), 'due', 'delivery-held'),
      [at('unhold')]: deed(at('unhold'), unholdDelivery(needs), 'held', 'delivery-let-go'),
      [at('cancel')]: deed(at('cancel'), cancelDelivery(needs), 'parked', 'delivery-cancelled'),
      [at('correct')]: deed(at('correct'), correctDelivery(needs), 'partially-accepted', 'delivery-corrected'),
    },
    stop: world.stop,
  };
}
