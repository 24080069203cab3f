import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DeliveryState, PARK_AFTER } from '#shared/delivery/standing.ts';
import { notYet } from '#shared/regimes/eu/nmvs/probable-cause.ts';
import { newRandomPool } from '#shared/serials/new-pool.ts';
import { call } from '../../test/kit/call.ts';
import { aHouse, good, type House, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { aLot, gtinOf, lotHandler, lotNeeds, lotTime } from '../../test/kit/lot-world.ts';
import { recallWorld } from '../../test/kit/recall-world.ts';
import { startSerialsWorld } from '../../test/kit/serials-world.ts';
import { toldToIntegrators } from '../../test/kit/told-to-integrators.ts';
import { announce } from './announce.ts';
import { announceMovements } from './announce-movements.ts';
import { auditPut } from './store/audit.ts';
import type { DscsaCase } from './store/dscsa-case-row.ts';
import { dscsaCases } from './store/dscsa-cases.ts';
import { inboundDocuments } from './store/inbound-documents.ts';
import type { AlertRow } from './store/nmvs-alert-row.ts';
import { nmvsAlerts } from './store/nmvs-alerts.ts';

let world: World;
let house: House;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  house = await aHouse(world);
});

const now = () => world.needs.now();
const told = (tenant = house.tenant) => toldToIntegrators(world.table.db, tenant, now());
const kindsTold = async () => (await told()).map(({ kind }) => kind);

describe('integrators are told', () => {
  test('of a lot that is ordered, closed and released, once each', async () => {
    await house.report();
    await house.report();
    await house.release();
    expect(await kindsTold()).toEqual(expect.arrayContaining(['lot.ordered', 'lot.closed', 'lot.released']));
    expect(await told()).toHaveLength(3);
    const { gtin, lot } = house;
    for (const { data } of await told()) expect(data).toMatchObject({ gtin, lot, site: expect.any(String) });
  });

  test('of a release that was lost to another, once', async () => {
    await house.report();
    await Promise.all([house.release(), house.release().catch(() => undefined)]);
    expect((await kindsTold()).filter((kind) => kind === 'lot.released')).toHaveLength(1);
  });

  test.each<['submission' | 'delivery', DeliveryState, string | undefined]>([
    ['submission', 'acknowledged', 'submission.acknowledged'],
    ['submission', 'partially-accepted', 'submission.partially-accepted'],
    ['submission', 'rejected', 'submission.rejected'],
    ['submission', 'parked', 'submission.parked'],
    ['submission', 'sent', undefined],
    ['delivery', 'delivered', 'delivery.delivered'],
    ['delivery', 'rejected', 'delivery.rejected'],
    ['delivery', 'parked', 'delivery.parked'],
    ['delivery', 'due', undefined],
  ])('of a %s that is %s: %s', async (kind, state, name) => {
    const { deliveries } = world.needs;
    const of = kind === 'submission' ? { market: 'eu' } : { partner: 'medico' };
    const subject = { gtin: house.gtin, lot: house.lot };
    await deliveries.plan({ tenant: house.tenant, deliveryId: 'd1', kind, subject, ...of }, now());
    const claim = await deliveries.claim(house.tenant, 'd1', now());
    if (claim === undefined) throw new Error('nothing to claim');
    const failure = 'serial A1 is unknown';
    const standing = { ...claim.delivery, state, attempts: PARK_AFTER, failure };
    await deliveries.settle(claim, { standing, ...(name === undefined && { wait: 60 }) }, now());
    const ends = (await told()).filter((one) => !one.kind.startsWith('lot.'));
    expect(ends.map((one) => one.kind)).toEqual(name === undefined ? [] : [name]);
    expect(JSON.stringify(ends)).not.toContain('A1');
    for (const { data } of ends) expect(data).toMatchObject({ delivery: 'd1', state, ...of, gtin: house.gtin });
  });

  test('of an exception from its opening to its end, without the packs', async () => {
    const { exceptions } = world.needs;
    const epc = `https://id.gs1.org/01/${house.gtin}/21/A1`;
    const finding = { rule: 'packed-twice', subject: epc, epcs: [epc], eventIds: ['e1'], detail: 'twice' } as const;
    const [id = ''] = await exceptions.open(house.tenant, [finding], 'c1', now());
    const change = async (what: 'assigned' | 'resolved' | 'reopened', state: 'assigned' | 'resolved' | 'open') => {
      const row = await exceptions.get(house.tenant, id);
      if (row === undefined) throw new Error('no exception');
      await exceptions.change(house.tenant, row, { state }, { at: now().toISOString(), by: 'quinn', what });
      world.forward(1);
    };
    await change('assigned', 'assigned');
    await change('resolved', 'resolved');
    await change('reopened', 'open');
    await change('resolved', 'resolved');
    const all = (await told()).filter(({ kind }) => kind.startsWith('exception.'));
    expect(all.map(({ kind }) => kind).toSorted()).toEqual([
      'exception.assigned',
      'exception.opened',
      'exception.reopened',
      'exception.resolved',
      'exception.resolved',
    ]);
    expect(JSON.stringify(all)).not.toContain('A1');
  });

  test('of goods that leave, come in, and did not leave after all, by whoever captured that and however often', async () => {
    await house.produce();
    const id = await house.ship();
    const [shipment] = await world.needs.ledger.eventsById(house.tenant, [id]);
    if (shipment === undefined) throw new Error('no shipment');
    const as = (eventId: string, bizStep: string) => ({
      ...shipment,
      eventId,
      event: { ...shipment.event, bizStep },
    });
    const events = [shipment, as('e2', 'receiving'), as('e3', 'void_shipping'), as('e4', 'inspecting')];
    const follow = announceMovements(announce(world.table.db, tables.deliveries), world.needs);
    await follow(house.tenant, events);
    await follow(house.tenant, events.slice(1));
    const moved = (await told()).filter(({ kind }) => kind.startsWith('shipment.'));
    expect(moved.filter(({ data }) => data['partner'] === 'medico').map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['shipment.captured', 'shipment.voided']),
    );
    expect(moved.map(({ kind, data }) => [kind, data['event']]).toSorted()).toEqual(
      [
        ['shipment.captured', id],
        ['shipment.received', 'e2'],
        ['shipment.voided', 'e3'],
      ].toSorted(),
    );
  });

  test('of an alert that is raised, and closed', async () => {
    const alerts = nmvsAlerts(world.table.db, tables.deliveries);
    const at = now().toISOString();
    const row: AlertRow = {
      alertId: 'DE-1',
      code: 'A2',
      country: 'DE',
      raisedAt: at,
      productCode: house.gtin,
      batch: 'LOT1',
      serial: 'A1',
      fetchedAt: at,
      state: 'new',
      version: 1,
      probable: notYet,
      history: [],
    };
    await alerts.add(house.tenant, [row], async () => undefined);
    await alerts.add(house.tenant, [row], async () => undefined);
    const entry = { at, by: 'quinn', state: 'closed', reason: 'a scanner of a wholesaler' } as const;
    const trail = { at, by: 'quinn', home: house.tenant, act: 'alert-closed', subject: 'alert DE-1' };
    await alerts.move(house.tenant, row, entry, auditPut(tables.registry, house.tenant, trail));
    const all = (await told()).filter(({ kind }) => kind.startsWith('alert.'));
    expect(all.map(({ kind }) => kind).toSorted()).toEqual(['alert.closed', 'alert.raised']);
    for (const { data } of all) expect(data).toMatchObject({ country: 'DE', gtin: house.gtin, lot: 'LOT1' });
  });
});

describe('integrators are told what became', () => {
  test.each(['accepted', 'partly-accepted', 'refused'] as const)(
    'of a document of a partner that was %s',
    async (state) => {
      const store = inboundDocuments(world.table.db, tables.deliveries);
      const { tenant } = house;
      const sent = {
        senderId: 'm1',
        fileName: 'a.xml',
        contentType: 'application/xml',
        bytes: 3,
        sha256: 'ab',
        key: 'k',
      };
      const kept = {
        tenant,
        partner: 'medico',
        way: 'as2',
        receivedAt: now().toISOString(),
      } as const;
      const { document } = await store.put({ ...kept, ...sent, evidence: [] });
      const claim = await store.claim(tenant, document.documentId, now());
      if (claim === undefined) throw new Error('nothing to claim');
      await store.settle(claim, { state: 'waiting' }, now());
      const again = await store.claim(tenant, document.documentId, new Date(now().getTime() + 1));
      if (again === undefined) throw new Error('nothing to claim');
      await store.settle(again, { state, settledAt: now().toISOString() });
      const all = (await told()).filter(({ kind }) => kind.startsWith('inbound.'));
      expect(all).toMatchObject([
        { kind: state === 'refused' ? 'inbound.refused' : 'inbound.accepted', data: { partner: 'medico', state } },
      ]);
    },
  );

  test('of a case, when its state changes', async () => {
    const store = dscsaCases(world.table.db, tables.deliveries);
    const { tenant } = house;
    const at = now().toISOString();
    const about = { tenant, id: 'c1', kind: 'ti-request', title: 'asked by FDA', by: 'quinn' } as const;
    const row: DscsaCase = { ...about, state: 'received', createdAt: at, updatedAt: at, version: 0, entries: 0 };
    let before: DscsaCase | undefined;
    for (const state of ['received', 'gathered', 'gathered', 'answered'] as const) {
      const done = await store.commit([{ before, after: { ...(before ?? row), state }, entries: [] }], now());
      if (done === 'moved') throw new Error('it moved');
      before = done[0];
      world.forward(1);
    }
    const all = (await told()).filter(({ kind }) => kind.startsWith('case.'));
    expect(all.map(({ kind, data }) => [kind, data['state']])).toEqual([
      ['case.opened', 'received'],
      ['case.changed', 'gathered'],
      ['case.closed', 'answered'],
    ]);
  });
});

describe('integrators are told of what people do', () => {
  let engine: Dynoxide;
  beforeAll(async () => {
    engine = await startDynoxide();
  });
  afterAll(() => engine.stop());

  test('when a site begins with a lot, once', async () => {
    const needs = lotNeeds(engine.db);
    const tenant = 'acme-begun';
    const gtin = gtinOf(77);
    const lot = await aLot(needs, engine.db, tenant, gtin, 4);
    await lot.order();
    const order = (await needs.lots.get(tenant, gtin, 'LOT1'))?.order ?? '';
    const stand = (state: string, minute: number) =>
      call(lotHandler(needs), 'PUT /api/orders/{order}/standing', {
        tenant,
        role: 'site',
        path: { order },
        body: { seen: 1, runs: 1, state, line: 'line-1', at: `2026-03-01T09:0${minute}:00.000Z` },
      });
    for (const [i, state] of ['assigned', 'running', 'paused', 'running'].entries())
      expect((await stand(state, i)).status).toBe(200);
    const all = await toldToIntegrators(engine.db, tenant, lotTime);
    expect(all.map(({ kind }) => kind).toSorted()).toEqual(['lot.begun', 'lot.ordered']);
  });

  test('when a lot is recalled, and the recall is lifted', async () => {
    const { tenant, recall, lift, forward } = await recallWorld(engine, 78);
    await recall();
    forward(60_000);
    await lift();
    const all = await toldToIntegrators(engine.db, tenant, lotTime);
    expect(all.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['lot.recalled', 'lot.recall-lifted']));
    expect(all.find(({ kind }) => kind === 'lot.recalled')?.data).toMatchObject({ recall: 'recall-1', lot: 'LOT1' });
  });
});

test('integrators are told once that a pool runs low, and once that it has too few', async () => {
  const serials = await startSerialsWorld();
  const { tenant, request } = await serials.house();
  const { pools } = serials.needs();
  const pool = good(newRandomPool({ id: 'few', gtin: gtinOf(9), alphabet: '0123456789', length: 12 }));
  await pools.create(tenant, { ...pool, last: pool.next + 99 });
  const few = await pools.get(tenant, 'few');
  await pools.settings(tenant, few, { threshold: 50 });
  const drawn = (n: number, count: number) => request({ requestId: `r${n}`, pool: 'few', count });
  for (const [n, count] of [40, 20, 10].entries()) expect((await drawn(n, count)).status).toBe(201);
  for (const n of [7, 8]) expect((await drawn(n, 60)).status).toBe(409);
  const all = await toldToIntegrators(serials.engine.db, tenant, lotTime);
  expect(all.map(({ kind }) => kind).toSorted()).toEqual(['stock.exhausted', 'stock.low']);
  expect(all.find(({ kind }) => kind === 'stock.low')?.data).toMatchObject({ pool: 'few', left: 40, threshold: 50 });
  await serials.stop();
});
