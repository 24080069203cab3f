import { type Endpoint, httpHandler } from '#common/http.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import type { Claim } from '#common/store/deliveries.ts';
import type { DeliveryState } from '#shared/delivery/standing.ts';
import { correctDelivery } from '../../../functions/deliveries-api/correct-delivery.ts';
import { giveFacts } from '../../../functions/deliveries-api/give-facts.ts';
import {
  cancelDelivery,
  closeDelivery,
  holdDelivery,
  unholdDelivery,
} from '../../../functions/deliveries-api/hold-delivery.ts';
import { putAccess } from '../../../functions/deliveries-api/regulator-accesses.ts';
import { resendDelivery } from '../../../functions/deliveries-api/resend-delivery.ts';
import { withdrawProduct } from '../../../functions/deliveries-api/withdraw-product.ts';
import { call } from '../../kit/call.ts';
import { aHouse, startWorld, type World } from '../../kit/delivery-world.ts';
import { tables } from '../../kit/dynoxide.ts';
import { giveTenant } from '../../kit/give-tenant.ts';
import { sayStatement } from '../../kit/say-statement.ts';
import { clientOf, type Deed, type Stage } from './deed.ts';

/** Every name leads to a public address. */
const anywhere = async () => [{ address: '198.41.0.4', family: 4 }];

/** What a Hub says that took one pack and refused another. */
const refused = [{ serial: 'A1', code: 'DUPLICATE_SERIAL' }];
const partly = JSON.stringify({ requestId: 'q1', accepted: 1, rejected: refused });
const sent = JSON.stringify({ requestId: 'q1', productCode: '09521321543218', serials: ['A1', 'B2'] });

const withdrawals = 'POST /api/products/{gtin}/market-withdrawals';

const withdrawal =
  (world: World): Deed =>
  async () => {
    const { tenant, gtin } = await aHouse(world);
    const endpoint = withdrawProduct({ ...world.needs, queues: { regulator: async () => undefined } });
    const handler = httpHandler({ [withdrawals]: { permission: 'recalls:write', endpoint } }, async () => false);
    const signature = { meaning: 'withdrawn' };
    const body = { withdrawal: 'w1', market: 'eu', reason: 'the authorisation ends', signature };
    const claims = { username: 'quinn', auth_time: Math.floor(world.needs.now().getTime() / 1000) };
    return {
      tenant,
      act: () => call(handler, withdrawals, { tenant, path: { gtin }, body, claims }),
      told: () => [{ act: 'product-withdrawn', subject: `product ${gtin}`, by: 'quinn' }],
    };
  };

const facts = 'PUT /api/deliveries/{deliveryId}/facts';

const givenFacts =
  (world: World): Deed =>
  async () => {
    const { tenant } = await aHouse(world);
    const { deliveries, now } = world.needs;
    const queues = { regulator: async () => undefined, partner: async () => undefined };
    const report = { key: 'k', name: 'shipment', act: 'shipment', at: '', wants: ['price'] };
    const held = { by: 'seriate', at: now().toISOString(), reason: 'waits for price' };
    const subject = { gtin: '09521321543218' };
    await deliveries.plan({ tenant, deliveryId: 's1', kind: 'submission', market: 'eu', subject, report, held }, now());
    const endpoint = giveFacts({ deliveries, now, queues, registryTable: tables.registry });
    const handler = httpHandler({ [facts]: { permission: 'deliveries:write', endpoint } }, async () => false);
    const body = { facts: { price: '12.50' } };
    return {
      tenant,
      act: () => call(handler, facts, { tenant, path: { deliveryId: 's1' }, body }),
      told: () => [{ act: 'delivery-facts-given', subject: 'delivery s1', by: clientOf(tenant) }],
    };
  };

const statements = 'POST /api/statements';

const statement =
  (world: World): Deed =>
  async () => {
    const { tenant, packs } = await aHouse(world, { change: { markets: ['CN'] } });
    const registrations = { 'msfx-ent': 'ent0001', 'msfx-ref-ent': 'ref0001' };
    await giveTenant(world.table.db, tenant, { registrations });
    const said = { market: 'cn', name: 'bill-216', things: packs.slice(0, 1) };
    return {
      tenant,
      act: () => sayStatement(world, tenant, said),
      told: () => [{ act: 'statement-made', subject: 'statement s1', by: 'ada' }],
    };
  };

const accesses = 'PUT /api/regulator-accesses/{market}';

const access =
  (world: World): Deed =>
  async () => {
    const { tenant } = await aHouse(world);
    const endpoint = putAccess({
      ...world.needs,
      registryTable: tables.registry,
      guard: outboundGuard('loopback', anywhere),
    });
    const handler = httpHandler({ [accesses]: { permission: 'registry:write', endpoint } }, async () => false);
    const body = { url: 'https://hub.example' };
    return {
      tenant,
      act: () => call(handler, accesses, { tenant, path: { market: 'eu' }, body }),
      told: () => [{ act: 'regulator-access-set', subject: 'regulator-access eu', by: clientOf(tenant) }],
    };
  };

/** Deliveries that people have to see to. */
export async function deliveryStage(): Promise<Stage> {
  const world = await startWorld();
  const { deliveries, evidence, now } = world.needs;
  const queues = { regulator: async () => undefined, partner: async () => undefined };
  const needs = { deliveries, evidence, now, queues, registryTable: tables.registry };
  const report = { key: 'k', name: 'product-pack-data', act: 'release', at: '' };

  const noteSent = async (claim: Claim) => {
    const frozen = {
      requestId: 'q1',
      evidenceKey: `${claim.delivery.tenant}/evidence/s1/0-sent`,
      method: 'POST',
    } as const;
    await evidence.put(frozen.evidenceKey, Buffer.from(sent));
    const noted = { at: now().toISOString(), direction: 'sent', key: frozen.evidenceKey } as const;
    await deliveries.noteSent(claim, noted, { ...frozen, path: '/', headers: {} });
  };

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
        await noteSent(claim);
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
      [at('close')]: deed(at('close'), closeDelivery(needs), 'partially-accepted', 'delivery-closed'),
      [at('correct')]: deed(at('correct'), correctDelivery(needs), 'partially-accepted', 'delivery-corrected'),
      [facts]: givenFacts(world),
      [withdrawals]: withdrawal(world),
      [statements]: statement(world),
      [accesses]: access(world),
    },
    stop: world.stop,
  };
}
