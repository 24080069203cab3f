import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import type { Granted } from '#common/principal.ts';
import { awaitingCases } from '#common/store/awaiting-cases.ts';
import { deliveries } from '#common/store/deliveries.ts';
import type { NewDelivery } from '#common/store/delivery-row.ts';
import { type DeskChange, deskCases } from '#common/store/desk-cases.ts';
import { captureJobKey, deliveryKey } from '#common/store/keys.ts';
import { lots } from '#common/store/lots.ts';
import { lotsInWork } from '#common/store/lots-in-work.ts';
import { openWork } from '#common/store/open-work.ts';
import type { DeliveryState } from '#shared/delivery/standing.ts';
import { noSubject } from '#shared/desk/desk-subject.ts';
import { overview } from '#shared/messages/overview-api.ts';
import { anOrder, aRelease, aReport } from '../../test/kit/builders.ts';
import { call } from '../../test/kit/call.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { minute } from '../../test/kit/events.ts';
import { showOverview } from './show-overview.ts';

let engine: Dynoxide;
let tenant: string;
let count = 0;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(() => {
  tenant = `acme-${count++}`;
});

const now = () => new Date(minute(100));

/** As the console asks. */
async function look(more: Parameters<typeof call>[2] = {}, granted: Granted = async () => false) {
  const needs = {
    lotsInWork: lotsInWork(engine.db, tables.registry),
    openWork: openWork(engine.db, tables.deliveries),
    awaitingCases: awaitingCases(engine.db, tables.deliveries),
    ...{ granted, now },
  };
  const routes = { 'GET /api/overview': { permission: 'orders:read', endpoint: showOverview(needs) } } as const;
  return call(httpHandler(routes, granted), 'GET /api/overview', { tenant, ...more });
}
const told = async () => v.parse(overview, (await look()).body);

describe('what others are to be told', () => {
  const rows = () => deliveries(engine.db, tables.deliveries);
  async function due(deliveryId: string, change: Partial<NewDelivery> = {}, at = minute(10)) {
    const subject = { gtin: '09521321543218', lot: 'LOT1' };
    await rows().plan({ tenant, deliveryId, kind: 'submission', market: 'eu', subject, ...change }, new Date(at));
  }
  async function settled(deliveryId: string, state: DeliveryState) {
    const claim = await rows().claim(tenant, deliveryId, now());
    if (claim === undefined) throw new Error('nothing to claim');
    await rows().settle(claim, { standing: { ...claim.delivery, state } }, now());
  }

  test('is counted by market, with what waits for a person, what is late and what is due next', async () => {
    await due('a', { deadline: minute(500) });
    await due('b', { deadline: minute(300) }, minute(5));
    await due('c', { deadline: minute(90) });
    for (const [id, state] of [
      ['d', 'rejected'],
      ['e', 'partially-accepted'],
      ['f', 'parked'],
      ['g', 'acknowledged'],
      ['h', 'closed'],
    ] as const) {
      await due(id, { market: 'ru', deadline: minute(400) });
      await settled(id, state);
    }
    await due('i', { market: 'ru', held: { by: 'ada', at: minute(1), reason: 'a fact is missing' } });
    expect((await told()).deliveries).toEqual({
      submissions: { waiting: 3, oldest: minute(5) },
      partners: { waiting: 0 },
      parked: 1,
      markets: [
        { market: 'eu', onTheWay: 3, held: 0, parked: 0, rejected: 0, late: 1, nearest: minute(300) },
        { market: 'ru', onTheWay: 0, held: 1, parked: 1, rejected: 2, late: 0, nearest: minute(400) },
      ],
    });
  });

  test('is still counted after people were called about its deadline, until it is done', async () => {
    await due('a', { deadline: minute(110) });
    await settled('a', 'rejected');
    await rows().warnLate(tenant, 'a', now());
    expect((await told()).deliveries?.markets).toMatchObject([{ market: 'eu', rejected: 1, nearest: minute(110) }]);
    const found = await rows().get(tenant, 'a');
    if (found === undefined) throw new Error('no delivery');
    await rows().reopen(found, true, now());
    expect((await told()).deliveries?.markets).toMatchObject([{ market: 'eu', rejected: 0, onTheWay: 1 }]);
    await settled('a', 'acknowledged');
    expect((await told()).deliveries).toMatchObject({ submissions: { waiting: 0 }, markets: [] });
  });

  test('is counted as far as some megabytes tell, and the rest is said to be there', async () => {
    const note = 'x'.repeat(300_000);
    const row = { tenant, kind: 'submission', market: 'eu', state: 'parked', createdAt: minute(1), note };
    const place = { duePk: `${tenant}#waits`, dueAt: minute(900) };
    for (let n = 0; n < 20; n++)
      await engine.db.send(
        new PutCommand({
          TableName: tables.deliveries,
          Item: { ...deliveryKey(tenant, `d${n}`), deliveryId: `d${n}`, ...row, ...place },
        }),
      );
    const { parked, more } = (await told()).deliveries ?? {};
    expect(more).toBe(true);
    expect(parked).toBeGreaterThan(0);
    expect(parked).toBeLessThan(20);
  });

  test('tells partners apart from regulators', async () => {
    const subject = { gtin: '09521321543218', lot: 'LOT1' };
    const planned = { tenant, deliveryId: 'a', kind: 'delivery', partner: 'medico', subject } as const;
    await rows().plan(planned, new Date(minute(10)));
    expect((await told()).deliveries).toMatchObject({
      submissions: { waiting: 0 },
      partners: { waiting: 1, oldest: minute(10) },
      markets: [],
    });
  });
});

describe('what is captured', () => {
  const job = (id: string, standing: object) =>
    engine.db.send(
      new PutCommand({
        TableName: tables.deliveries,
        Item: { ...captureJobKey(tenant, id), success: true, ...standing },
      }),
    );
  const due = () => ({ duePk: `${tenant}#due`, dueAt: minute(200), wake: { queue: 'capture', message: '{}' } });
  const idOf = (at: string) => `${at.replace(/[-:.]/g, '')}-x`;

  test('is told with the oldest that runs, and how long documents of the last hour took', async () => {
    await job('a', { ...due(), running: true, createdAt: minute(60) });
    await job('b', { ...due(), running: true, createdAt: minute(50) });
    await job('c', { ...due(), running: false, createdAt: minute(40) });
    for (let n = 0; n < 20; n++)
      await job(idOf(minute(70 + n)), {
        running: false,
        createdAt: minute(0),
        finishedAt: minute(n === 7 ? 60 : 1),
        success: n !== 3,
      });
    await job(idOf(minute(30)), { running: false, createdAt: minute(0), finishedAt: minute(90) });
    expect((await told()).captures).toEqual({ running: 2, oldest: minute(50), unplanned: 1, failed: 1, p95: 60 });
  });

  test('says nothing of times where nothing came', async () => {
    expect((await told()).captures).toEqual({ running: 0, unplanned: 0, failed: 0 });
  });
});

describe('lots', () => {
  const store = () => lots(engine.db, tables.registry, tables.deliveries);
  const at = new Date(minute(20));

  test('wait from their report until their release', async () => {
    await store().create(tenant, anOrder({ owner: tenant }), at);
    expect((await told()).lots).toEqual({ toRelease: { count: 0 }, atPackers: [] });
    await store().putReport(tenant, aReport(), at);
    expect((await told()).lots.toRelease).toEqual({ count: 1, oldest: minute(20) });
    const lot = await store().get(tenant, aReport().gtin, 'LOT1');
    if (lot === undefined) throw new Error('no lot');
    const { record, audit } = aRelease();
    expect(await store().release(tenant, lot, record, audit)).toBe('released');
    expect((await told()).lots.toRelease).toEqual({ count: 0 });
  });

  test('that a packer has are told with how their order stands at its site, and no others', async () => {
    await store().create(tenant, anOrder({ owner: tenant }), at);
    await store().create(tenant, anOrder({ owner: tenant, order: 'order-2', lot: 'LOT2', packer: 'packright' }), at);
    expect((await told()).lots.atPackers).toEqual([
      { gtin: aReport().gtin, lot: 'LOT2', packer: 'packright', site: 'site-1', line: 'line-1', quantity: 240 },
    ]);
  });

  test('are told a packer as far as it packs them', async () => {
    await store().create(tenant, anOrder({ owner: tenant }), at);
    await store().create(tenant, anOrder({ owner: tenant, order: 'order-2', lot: 'LOT2', packer: 'packright' }), at);
    await store().putReport(tenant, aReport(), at);
    const asPacker = { tenant: 'packright', headers: { 'seriate-acting-for': tenant } };
    const granted: Granted = async (_owner, _grantee, permission) => permission === 'orders:read';
    const { body } = await look(asPacker, granted);
    expect(body).toMatchObject({ lots: { toRelease: { count: 0 }, atPackers: [{ lot: 'LOT2' }] } });
    expect(body).not.toHaveProperty('deliveries');
    expect(body).not.toHaveProperty('captures');
    expect(body).not.toHaveProperty('desk');
  });
});

describe('cases between companies', () => {
  const opened = (
    id: string,
    side: 'claimant' | 'respondent',
    state: 'open' | 'resolved',
    due: string,
  ): DeskChange => ({
    after: {
      ...{ tenant, id, side, state, kind: 'missing-data', title: 'no data came', partner: 'medico', way: 'portal' },
      origin: { kind: 'partner' },
      subject: noSubject,
      messages: [{ id: `m-${id}`, side: 'claimant', turn: 1, at: minute(1), act: 'open' }],
      ...{ untold: [], by: 'medico', createdAt: minute(1), updatedAt: minute(1), version: 1, entries: 0 },
      clock: { since: minute(1), due },
    },
    entries: [],
  });

  test('are counted when it is our turn, with the clock that runs out next', async () => {
    const store = deskCases(engine.db, tables.deliveries);
    for (const change of [
      opened('a', 'respondent', 'open', minute(400)),
      opened('b', 'respondent', 'open', minute(300)),
      opened('c', 'respondent', 'open', minute(90)),
      opened('d', 'claimant', 'open', minute(200)),
      opened('e', 'respondent', 'resolved', minute(200)),
    ])
      await store.commit([change], now());
    expect((await told()).desk).toEqual({ awaitUs: 3, late: 1, nearest: minute(300) });
  });
});

test('who may see lines and lots alone is told of lots alone', async () => {
  const { status, body } = await look({ role: 'site' });
  expect(status).toBe(200);
  expect(Object.keys(Object(body))).toEqual(['at', 'lots']);
});
