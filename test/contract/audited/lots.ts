import { httpHandler } from '#common/http.ts';
import { importLots } from '../../../functions/lots-api/import-lots.ts';
import { anOrder } from '../../kit/builders.ts';
import { call } from '../../kit/call.ts';
import { startDynoxide } from '../../kit/dynoxide.ts';
import { aLot, aSignature, gtinOf, lotHandler, lotNeeds, signedIn } from '../../kit/lot-world.ts';
import { clientOf, type Deed, type Stage } from './deed.ts';

const header = 'lot,gtin,order,site,line,expiry,quantity,pool,ssccPool,companyPrefix,unitsPerCase,casesPerPallet';
const reason = 'found broken at the wholesaler';

/** Orders, releases and recalls. */
export async function lotStage(): Promise<Stage> {
  const engine = await startDynoxide();
  let count = 0;
  const house = async () => {
    const [tenant, gtin] = [`lots-${count}`, gtinOf(count++)];
    const needs = lotNeeds(engine.db);
    const lot = await aLot(needs, engine.db, tenant, gtin, 4);
    const ask = (route: string, more: object) => call(lotHandler(needs), route, { tenant, ...signedIn(), ...more });
    /** Who signs here is Quinn. */
    const told = (act: string, subject: string) => () => [{ act, subject, by: 'quinn' }];
    return { tenant, gtin, needs, lot, ask, told };
  };
  const recall = (gtin: string) => ({
    recall: 'r1',
    gtin,
    of: { kind: 'lot', lot: 'LOT1' },
    level: 'wholesale',
    reason,
    signature: aSignature,
  });
  const deeds: Record<string, Deed> = {
    'POST /api/orders': async () => {
      const { tenant, gtin, ask, told } = await house();
      const body = anOrder({ owner: tenant, gtin });
      return {
        tenant,
        act: () => ask('POST /api/orders', { body, role: 'administrator' }),
        told: told('order-made', `lot ${gtin} LOT1`),
      };
    },
    'POST /api/orders/{order}/change': async () => {
      const { tenant, gtin, lot, ask, told } = await house();
      await lot.order();
      const body = { revision: 1, reason: 'more are wanted', quantity: 480 };
      const more = { path: { order: 'order-1' }, body, role: 'administrator' };
      return {
        tenant,
        act: () => ask('POST /api/orders/{order}/change', more),
        told: told('order-change-wished', `lot ${gtin} LOT1`),
      };
    },
    'POST /api/orders/{order}/cancel': async () => {
      const { tenant, gtin, lot, ask, told } = await house();
      await lot.order();
      const more = { path: { order: 'order-1' }, body: { revision: 1, reason: 'not wanted' }, role: 'administrator' };
      return {
        tenant,
        act: () => ask('POST /api/orders/{order}/cancel', more),
        told: told('order-cancel-wished', `lot ${gtin} LOT1`),
      };
    },
    'PUT /api/orders/{order}/standing': async () => {
      const { tenant, gtin, lot, ask, told } = await house();
      await lot.order();
      const body = { seen: 1, runs: 1, state: 'running', line: 'line-1', at: '2026-03-01T09:00:00.000Z' };
      const more = { path: { order: 'order-1' }, body, role: 'site' };
      return {
        tenant,
        act: () => ask('PUT /api/orders/{order}/standing', more),
        told: told('order-standing-told', `lot ${gtin} LOT1`),
      };
    },
    'POST /api/imports/lots': async () => {
      const { tenant, gtin, needs } = await house();
      const route = 'POST /api/imports/lots';
      const handler = httpHandler(
        { [route]: { permission: 'orders:write', endpoint: importLots(needs) } },
        needs.registry.granted,
      );
      const body = `${header}\nA1,${gtin},o1,site-1,line-1,2028-12-31,24,packs,logistic-units,9521321,24,40`;
      const told = [{ act: 'order-made', subject: `lot ${gtin} A1`, by: clientOf(tenant) }];
      return { tenant, act: () => call(handler, route, { tenant, body }), told: () => told };
    },
    'POST /api/lots/{lot}/release': async () => {
      const { tenant, gtin, lot, ask, told } = await house();
      await lot.order();
      await lot.capture(lot.commissioned(lot.serials.slice(1)));
      await lot.tell({ rejected: lot.serials.slice(0, 1) });
      const more = { path: { lot: 'LOT1' }, body: { signature: aSignature } };
      return {
        tenant,
        act: () => ask('POST /api/lots/{lot}/release', more),
        told: told('lot-released', `lot ${gtin} LOT1`),
      };
    },
    'POST /api/recalls': async () => {
      const { tenant, gtin, lot, ask, told } = await house();
      await lot.order();
      return {
        tenant,
        act: () => ask('POST /api/recalls', { body: recall(gtin) }),
        told: told('recall-made', 'recall r1'),
      };
    },
    'POST /api/recalls/{recall}/lift': async () => {
      const { tenant, gtin, lot, ask, told } = await house();
      await lot.order();
      await ask('POST /api/recalls', { body: recall(gtin) });
      const more = { path: { recall: 'r1' }, body: { reason, signature: aSignature } };
      return {
        tenant,
        act: () => ask('POST /api/recalls/{recall}/lift', more),
        told: told('recall-lifted', 'recall r1'),
      };
    },
  };
  return { db: engine.db, deeds, stop: engine.stop };
}
