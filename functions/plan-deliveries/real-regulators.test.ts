import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditPut } from '#common/store/audit.ts';
import type { EpcisEvent, ObjectEvent } from '#shared/epcis/event.ts';
import { sncm } from '#shared/regimes/br/sncm/sncm.ts';
import { cn } from '#shared/regimes/cn/cn.ts';
import type { Regime } from '#shared/regimes/regime.ts';
import { ru } from '#shared/regimes/ru/ru.ts';
import { sampleEvent } from '#shared/trace/sample.ts';
import { medico, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { giveTenant } from '../../test/kit/give-tenant.ts';
import { type GoodsHouse, goodsHouse } from '../../test/kit/goods-world.ts';
import { gatherReport } from '../send-regulator/gather-report.ts';
import { planRelease } from './plan-release.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** A house of which nobody says in what country it is: at home for any regulator. */
async function aHouseOf(regime: Regime): Promise<GoodsHouse> {
  const house = await goodsHouse(world, [{ ...regime, countries: ['XT'] }]);
  await giveTenant(world.table.db, house.tenant, { address: undefined });
  return house;
}

const moved = (epcList: readonly string[], change: Partial<ObjectEvent>): EpcisEvent => ({
  ...{ type: 'ObjectEvent', action: 'OBSERVE', epcList, eventTimeZoneOffset: '+01:00' },
  eventTime: '2026-03-01T09:30:00.000Z',
  ...{ bizStep: 'shipping', disposition: 'in_transit', readPoint: { id: 'urn:epc:id:sgln:9521321.00001.0' } },
  ...change,
});
const toMedico = { destinationList: [{ type: 'possessing_party', destination: medico }] };
const toHall = { destinationList: [{ type: 'location', destination: 'urn:epc:id:sgln:9521321.00009.0' }] };
const voided = (epcs: readonly string[]) =>
  moved(epcs, { bizStep: 'void_shipping', eventTime: '2026-03-01T09:45:00.000Z' });
const declared = (event: EpcisEvent): EpcisEvent => ({
  ...event,
  errorDeclaration: { declarationTime: '2026-03-01T10:00:00.000Z', reason: 'did_not_occur' },
});

/** Each report with the things that it names: of a lot's packing, or of an event. */
async function told({ at, tenant, gtin, lot, nameOf, rowsOf }: GoodsHouse, eventId?: string) {
  const rows = eventId === undefined ? await at.needs.deliveries.ofLot(tenant, { gtin, lot }) : await rowsOf(eventId);
  const goods = rows.filter(({ report, state }) => report?.tells !== undefined && state !== 'cancelled');
  const found = await Promise.all(
    goods
      .filter(({ report }) => eventId !== undefined || report?.tells === 'packing')
      .map(async ({ report, ...row }) => {
        const { containers, movement } = await gatherReport(at.needs, { ...row, report });
        return [report?.name, ...(containers ?? movement?.things ?? []).map(({ code }) => nameOf(code))].join(' ');
      }),
  );
  return found.toSorted();
}

/** All facts of the reports of an event were given, they were sent, and its regulator has them. */
async function taken({ at, tenant, rowsOf }: GoodsHouse, eventId: string) {
  const { deliveries, now } = at.needs;
  for (const row of await rowsOf(eventId)) {
    world.forward(1);
    const entry = { at: now().toISOString(), by: 'ada', home: tenant, act: 'delivery-facts-given', subject: eventId };
    const facts = Object.fromEntries((row.report?.wants ?? []).map((name) => [name, '1']));
    const audit = auditPut(tables.registry, tenant, entry);
    if (row.state === 'held') await deliveries.giveFacts(row, facts, undefined, now(), audit);
    world.forward(1);
    const claim = await deliveries.claim(tenant, row.deliveryId, now());
    if (claim === undefined) throw new Error(`${row.deliveryId} is ${row.state}`);
    const standing = { ...claim.delivery, state: 'acknowledged', receipt: `document:${row.report?.key}` } as const;
    await deliveries.settle(claim, { standing }, now());
  }
}

const undone = async ({ rowsOf }: GoodsHouse, eventId: string) =>
  (await rowsOf(eventId)).filter(({ report }) => report?.undo);

interface Words {
  readonly cases: string;
  readonly pallet: string;
  readonly sale: string;
}

describe.each<[string, Regime, Words]>([
  ['ru', ru, { cases: '915', pallet: '911', sale: '415' }],
  ['cn', cn, { cases: 'uploadrelation', pallet: 'uploadrelation', sale: 'uploadinoutbill' }],
])('what %s is told of goods', (_, regime, { cases, pallet, sale }) => {
  test('is each container once, from the lowest level up, whatever comes late', async () => {
    const house = await aHouseOf(regime);
    await house.commission(house.packs.slice(0, 19));
    await house.pack(house.boxes[0], house.packs.slice(0, 10));
    await house.releaseLot(19);
    const first = [`${cases} box0`];
    expect(await told(house)).toEqual(first);
    const late = await house.pack(house.pallet, house.boxes.slice(0, 1), 4);
    await house.plan(late);
    const both = [...first, `${pallet} pallet`].toSorted();
    expect(await told(house)).toEqual(both);
    await house.plan(await house.commission(house.packs.slice(19)), late);
    await planRelease(house.at.needs)({ tenant: house.tenant, release: house });
    expect(await told(house)).toEqual(both);
    await house.plan(await house.pack(house.boxes[1], house.packs.slice(10), 5));
    expect(await told(house)).toEqual([...both, `${cases} box1`].toSorted());
  });

  test('is what nothing else that left contains, and what is known later to be goods of its own', async () => {
    const house = await aHouseOf(regime);
    await house.commission(house.packs);
    await house.pack(house.boxes[0], house.packs.slice(0, 10));
    const sold = await house.captured(moved([...house.boxes, ...house.packs.slice(0, 1)], toMedico));
    await house.plan(sold, sold);
    expect(await told(house, sold)).toEqual([`${sale} box0`]);
    await house.plan(await house.pack(house.boxes[1], house.packs.slice(10)));
    await house.plan(sold);
    expect(await told(house, sold)).toEqual([`${sale} box0`, `${sale} box1`]);
  });

  test('is dropped before it was sent where it did not happen', async () => {
    const house = await aHouseOf(regime);
    await house.produce();
    const event = moved([house.pallet], toMedico);
    const sold = await house.captured(event);
    await house.plan(sold);
    await house.plan(await house.captured(declared(event)));
    expect((await house.rowsOf(sold)).map(({ state }) => state)).toEqual(['cancelled']);
  });
});

describe('goods that did not leave', () => {
  /** Both boxes were moved, which the regulator has; then it is said of some things that they were not. */
  async function untold(regime: Regime, change: Partial<ObjectEvent>, ...not: readonly number[]) {
    const house = await aHouseOf(regime);
    await house.produce();
    const event = await house.captured(moved(house.boxes, change));
    await house.plan(event);
    await taken(house, event);
    const back = await house.captured(voided(not.flatMap((n) => house.boxes[n] ?? [])));
    await house.plan(back, back);
    const rows = await undone(house, event);
    const data = await Promise.all(rows.map((row) => gatherReport(house.at.needs, row)));
    return rows.map(({ report, state }, i) => {
      const { takesBack = [], takesBackPart = false, movement } = data[i] ?? {};
      const things = movement?.things.map(({ code }) => house.nameOf(code));
      return { name: report?.name, state, documents: takesBack.length, takesBackPart, things };
    });
  }

  test('are named to Russia where some were sold; where some were transferred, that is no whole document', async () => {
    expect(await untold(ru, toMedico, 0)).toMatchObject([{ name: '251', state: 'due', things: ['box0'] }]);
    expect(await untold(ru, toHall, 0)).toMatchObject([{ name: '250', documents: 1, takesBackPart: true }]);
    expect(await untold(ru, toHall, 0, 1)).toMatchObject([{ name: '250', documents: 1, takesBackPart: false }]);
  });

  test('are taken back document by document where their things were told by several', async () => {
    const house = await aHouseOf(ru);
    await house.commission(house.packs);
    await house.pack(house.boxes[0], house.packs.slice(0, 10));
    const event = moved(house.boxes, toHall);
    const transfer = await house.captured(event);
    await house.plan(transfer);
    await house.plan(await house.pack(house.boxes[1], house.packs.slice(10)), transfer);
    await taken(house, transfer);
    await house.plan(await house.captured(declared(event)));
    const data = await Promise.all((await undone(house, transfer)).map((row) => gatherReport(house.at.needs, row)));
    const documents = data.map(({ takesBack, takesBackPart }) => [...(takesBack ?? []), takesBackPart]);
    expect(documents).toEqual([
      [`document:431:transfer:${transfer}:0`, undefined],
      [`document:431:transfer:${transfer}:1`, undefined],
    ]);
  });

  test('stand before a person for China, bill by bill', async () => {
    expect(await untold(cn, toMedico, 0)).toMatchObject([{ state: 'held', things: ['box0'] }]);
    expect(await untold(cn, toHall, 1)).toMatchObject([
      { state: 'held', things: ['box1'] },
      { state: 'held', things: ['box1'] },
    ]);
  });
});

test('what was told of packs that nothing became of is taken back by what the regulator calls it', async () => {
  const house = await aHouseOf(sncm);
  await house.produce();
  await house.releaseLot();
  const sampling = (n: number) =>
    sampleEvent({
      kind: 'retention',
      epcs: house.packs.slice(n, n + 1),
      at: '2026-03-01T09:00:00.000Z',
      ...house.place,
    });
  const sampled = await house.captured(sampling(0));
  await house.plan(sampled);
  await taken(house, sampled);
  await house.plan(await house.captured(declared(sampling(0))));
  const [back] = await undone(house, sampled);
  const data = back && (await gatherReport(house.at.needs, back));
  expect([back?.report?.name, data?.takesBack]).toEqual(['evtRvctn', [expect.stringContaining('document:final:')]]);
});
