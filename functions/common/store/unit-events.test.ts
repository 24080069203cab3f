import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { packEvent } from '#shared/trace/pack.ts';
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
