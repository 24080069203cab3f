import { checkEvents } from '#common/integrity/check-events.ts';
import { exceptions } from '#common/store/exceptions.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import { vocabulary } from '#common/store/vocabulary.ts';
import { identify } from '#shared/gs1/identify.ts';
import { foldUnit } from '#shared/trace/fold-unit.ts';
import { applyRecall } from '../../functions/capture-events/apply-recall.ts';
import { call } from './call.ts';
import { type Dynoxide, tables } from './dynoxide.ts';
import { aLot, gtinOf, lotHandler, lotNeeds, lotTime, signedIn } from './lot-world.ts';
import { openCipher } from './open-cipher.ts';

export type RecallWorld = Awaited<ReturnType<typeof recallWorld>>;

export const recallReason = 'glass particles were found in three vials';

/** A tenant with a lot of 48 packs that were commissioned, and who recalls it. @param number of which no two tests of an engine have one */
export async function recallWorld(engine: Dynoxide, number: number) {
  const tenant = `acme-${number}`;
  const gtin = gtinOf(number);
  let clock = lotTime.getTime();
  const needs = { ...lotNeeds(engine.db), now: () => new Date(clock) };
  const lot = await aLot(needs, engine.db, tenant, gtin, 48);
  await lot.order();
  await lot.capture(lot.commissioned(lot.serials.slice(0, 24)), lot.commissioned(lot.serials.slice(24)));
  const signature = { meaning: 'recalled' };
  const send = (route: string, more: object = {}) =>
    call(lotHandler(needs), route, { tenant, ...signedIn(0), ...more });
  const epcOf = (serial: string) => identify(lot.urns([serial])[0] ?? '').canonical;
  return {
    tenant,
    gtin,
    needs,
    lot,
    send,
    epcOf,
    now: () => clock,
    forward: (ms: number) => {
      clock += ms;
    },
    recall: (change: object = {}) => {
      const asked = { recall: 'recall-1', gtin, of: { kind: 'lot', lot: 'LOT1' }, level: 'pharmacy' };
      return send('POST /api/recalls', { body: { ...asked, reason: recallReason, signature, ...change } });
    },
    lift: (id = 'recall-1') =>
      send('POST /api/recalls/{recall}/lift', {
        path: { recall: id },
        body: { reason: 'the particles were labels', signature },
      }),
    show: async () => (await send('GET /api/recalls/{recall}', { path: { recall: 'recall-1' } })).body,
    stateOf: async (serial = lot.serials[0] ?? '') =>
      foldUnit(epcOf(serial), await needs.ledger.eventsOf(tenant, epcOf(serial))),
    /** Tells the ledger, as the queue would have it. @param most events of one pack that are read */
    work: (act: 'recall' | 'lift', id = 'recall-1', most?: number) => {
      const units = unitEvents(engine.db, tables.ledger, needs.pools, openCipher, most);
      const check = checkEvents({
        unitEvents: units,
        exceptions: exceptions(engine.db, tables.deliveries),
        pools: needs.pools,
        cipher: openCipher,
        registry: needs.registry,
        vocabulary: vocabulary(engine.db, tables.registry),
        now: needs.now,
      });
      return applyRecall({ ...needs, unitEvents: units, followUps: [check] })({ tenant, recallId: id, act });
    },
  };
}
