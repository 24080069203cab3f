import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { brokenClient } from '../../../test/kit/broken-client.ts';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { here, minute, stored } from '../../../test/kit/events.ts';
import { openCipher, unitMaker } from '../../../test/kit/unit-maker.ts';
import { ledger } from './ledger.ts';
import { serialPools } from './serial-pools.ts';
import { unitEvents } from './unit-events.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

const pools = () => serialPools(engine.db, tables.serials);
const open = () => unitEvents(engine.db, tables.ledger, pools(), openCipher);
const commission = (epcs: string[], m = 0) => commissionEvent({ epcs, at: minute(m), lot: 'LOT1', ...here });

describe('the events of units', () => {
  test('are found though a unit was filed as foreign, among neighbours that were not', async () => {
    const tenant = 'acme-1';
    const [strange = '', own = '', none = ''] = await (await unitMaker(engine, tenant)).packs(3);
    const blind = ledger(engine.db, tables.ledger, { ...pools(), issuersOf: async () => [] }, openCipher);
    const [first] = stored([commission([strange])], 'capture-1');
    await blind.append(tenant, first === undefined ? [] : [first]);
    const later = stored([commission([own], 1)], 'capture-2');
    await ledger(engine.db, tables.ledger, pools(), openCipher).append(tenant, later);
    expect(await open()(tenant, [strange, own, none])).toEqual([first, ...later]);
  });

  describe('of a unit whose pool became known after its first ones were captured', () => {
    const observe = (epcList: string[], m: number): EpcisEvent => ({
      ...{ type: 'ObjectEvent', action: 'OBSERVE', eventTime: minute(m), eventTimeZoneOffset: here.offset },
      epcList,
    });

    /** Two packs, commissioned and packed as foreign. */
    async function imported(tenant: string) {
      const units = await unitMaker(engine, tenant);
      const packs = await units.packs(2);
      const [box = ''] = await units.logisticUnits(1);
      const begun = stored([commission(packs), packEvent({ parent: box, children: packs, at: minute(1), ...here })]);
      const blind = ledger(engine.db, tables.ledger, { ...pools(), issuersOf: async () => [] }, openCipher);
      await blind.append(tenant, begun);
      return { packs, begun };
    }
    async function append(tenant: string, events: EpcisEvent[]) {
      const later = stored(events, 'capture-2');
      await ledger(engine.db, tables.ledger, pools(), openCipher).append(tenant, later);
      return later;
    }

    test('are found, whatever its pool’s rows tell of it since', async () => {
      const { packs, begun } = await imported('acme-4');
      const [one = '', other = ''] = packs;
      const later = await append('acme-4', [
        observe([one], 5),
        packEvent({ parent: one, children: [other], at: minute(6), ...here }),
      ]);
      expect(await open()('acme-4', packs)).toEqual([...begun, ...later]);
      expect(await open()('acme-4', packs, { roles: ['epc'] })).toEqual([begun[0], later[0]]);
      expect(await open()('acme-4', [one], { roles: ['child'] })).toContainEqual(begun[1]);
    });

    test('are left out where it is known that there are none', async () => {
      const { packs } = await imported('acme-5');
      const later = await append('acme-5', [observe(packs, 5)]);
      expect(await open()('acme-5', packs, { mayBeForeign: () => false })).toEqual(later);
    });

    test('are looked for of no unit whose beginning its pool’s rows tell', async () => {
      const tenant = 'acme-6';
      const [usual = '', strange = ''] = await (await unitMaker(engine, tenant)).packs(2);
      const all = await append(tenant, [commission([usual]), observe([usual, strange], 1), observe([usual], 2)]);
      const asked: string[] = [];
      const listening = brokenClient(engine, (command, input) => {
        if (command === 'QueryCommand') asked.push(JSON.stringify(input));
        return false;
      });
      const find = unitEvents(listening, tables.ledger, pools(), openCipher);
      const foreign = () => asked.splice(0).filter((query) => query.includes('#epcs#')).length;
      expect(await find(tenant, [usual])).toEqual(all);
      expect(foreign()).toBe(0);
      const refs = await ledger(engine.db, tables.ledger, pools(), openCipher).refsByEpc(tenant, [usual], ['epc'], {
        ascending: true,
      });
      const without = new Set([(await refs.next()).value?.at ?? '']);
      expect(await find(tenant, [usual], { without })).toEqual(all.slice(1));
      expect(foreign()).toBe(0);
      await find(tenant, [usual, strange]);
      expect(foreign()).toBe(1);
    });
  });

  test('are not read when they are too many, and it is said of which unit', async () => {
    const tenant = 'acme-3';
    const [busy = '', calm = ''] = await (await unitMaker(engine, tenant)).packs(2);
    const foreign = 'urn:epc:id:sgtin:4012345.077889.1';
    const events = [0, 1, 2, 3].flatMap((m) => [commission([busy], m), commission([foreign], m)]);
    await ledger(engine.db, tables.ledger, pools(), openCipher).append(
      tenant,
      stored([...events, commission([calm])], 'capture-1'),
    );
    const few = unitEvents(engine.db, tables.ledger, pools(), openCipher, 3);
    expect(await few(tenant, [calm])).toHaveLength(1);
    for (const one of [busy, foreign])
      await expect(few(tenant, [calm, one])).rejects.toMatchObject({ epcs: [canonicalEpc(one)] });
    expect(await unitEvents(engine.db, tables.ledger, pools(), openCipher, 4)(tenant, [busy, foreign])).toHaveLength(8);
  });

  test('are found for a pack whose pool was read just before its serial was allocated', async () => {
    const tenant = 'acme-2';
    const units = await unitMaker(engine, tenant);
    const warm = ledger(engine.db, tables.ledger, pools(), openCipher);
    const find = open();
    await warm.append(tenant, stored([commission(await units.packs(1))], 'capture-1'));
    const packs = await units.packs(3);
    const [box = ''] = await units.logisticUnits(1);
    const events = [commission(packs, 1), packEvent({ parent: box, children: packs, at: minute(2), ...here })];
    await warm.append(tenant, stored(events, 'capture-2'));
    expect(await find(tenant, packs)).toEqual(expect.arrayContaining(stored(events, 'capture-2')));
    const fresh = await ledger(engine.db, tables.ledger, pools(), openCipher).eventsOf(tenant, packs[0] ?? '');
    expect(fresh).toEqual(stored(events, 'capture-2'));
  });
});
