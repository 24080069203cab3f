import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { runImport } from '#common/imports/run-import.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { audit } from '#common/store/audit.ts';
import { documents } from '#common/store/documents.ts';
import { serialImports } from '#common/store/serial-imports.ts';
import { PARK_AFTER } from '#shared/delivery/standing.ts';
import { newImportedPool } from '#shared/serials/new-pool.ts';
import {
  type IssuerOptions,
  type IssuerSandbox,
  startIssuerSandbox,
} from '../../infra/local/sandbox/issuer/sandbox.ts';
import { brokenClient } from '../../test/kit/broken-client.ts';
import { exampleGtin } from '../../test/kit/builders.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { type SerialsWorld, startSerialsWorld } from '../../test/kit/serials-world.ts';
import { good } from '../../test/kit/unit-maker.ts';
import { requestRefill } from './request-refill.ts';
import { seriate } from './seriate.ts';

let world: SerialsWorld;
let issuer: IssuerSandbox | undefined;
let houses = 0;
beforeAll(async () => {
  world = await startSerialsWorld();
});
afterAll(() => world.stop());
afterEach(async () => {
  await issuer?.close();
  issuer = undefined;
  permitted = undefined;
});

const client = { clientId: 'acme', clientSecret: 'a secret: of 100 %' };

let permitted: string | undefined;
const credentials = async () => ({ ...client, origin: permitted ?? new URL(issuer?.url ?? '').origin });

const needsOn = (db = world.engine.db) => {
  const own = world.needs(db);
  const files = documents('documents', world.cloud.s3);
  const send = httpsSender(outboundGuard('loopback'), { timeoutMs: 2_000, maxAnswerBytes: 4_000_000 });
  return {
    ...own,
    registryTable: tables.registry,
    imports: serialImports(db, tables.serials, tables.deliveries),
    documents: files,
    issuers: { seriate: seriate({ send, credentials, now: own.now }) },
    wakeImport: own.wakeRefill,
  };
};

/** A tenant whose imported pool runs low, and an issuer that may misbehave. */
async function low(options: Partial<IssuerOptions> = {}, amount = 50) {
  issuer = await startIssuerSandbox({
    port: 0,
    ...client,
    clientSecret: encodeURIComponent(client.clientSecret),
    pools: { theirs: 1000 },
    pageSize: 20,
    ...options,
  });
  const tenant = `low-${++houses}`;
  const { pools, refills, now } = world.needs();
  await pools.create(tenant, good(newImportedPool({ id: 'codes', gtin: exampleGtin })));
  const setting = { kind: 'seriate', url: issuer.url, pool: 'theirs', secret: 'theirs' };
  await pools.settings(tenant, await pools.get(tenant, 'codes'), {
    threshold: 10,
    refill: { issuer: setting, amount },
  });
  const refillId = (await refills.planIfLow(tenant, await pools.get(tenant, 'codes'), now())) ?? '';
  const state = async () => await refills.get(tenant, refillId);
  const turn = (db = world.engine.db) => requestRefill(needsOn(db))({ tenant, refillId });
  /** Turns, each when it is due, with the import done between them, until it ends. */
  const run = async (turns = 60) => {
    for (let i = 0; i < turns; i++) {
      await turn();
      const row = await state();
      if (row?.state === 'received') await runImport(needsOn(), tenant, 'codes', row.requestId);
      if (row?.state === 'imported' || row?.state === 'failed') return row;
      world.forward(7 * 3_600_000);
    }
    throw new Error('it does not end');
  };
  return { tenant, refillId, state, turn, run, left: async () => (await pools.get(tenant, 'codes')).last + 1 };
}

describe('a pool that runs low', () => {
  test('is refilled, and its issuer told that the codes are there', async () => {
    const { run, left, refillId } = await low();
    expect(await run()).toMatchObject({ state: 'imported' });
    expect(await left()).toBe(50);
    expect(issuer?.granted()).toMatchObject([{ requestId: refillId, count: 50 }]);
    expect(issuer?.delivered()).toEqual([refillId]);
  });

  test('gets the tails that come with its codes', async () => {
    const { run, tenant } = await low({ tails: true });
    await run();
    const { value: page } = await world.needs().pools.codesFrom(tenant, 'codes', 0, 0).next();
    expect(page).toMatchObject({ codes: [{ extra: { 91: 'EE06', 92: expect.stringMatching(/^.{44}$/) } }] });
  });

  test('is refilled once, however many find it low, and again when it runs low once more', async () => {
    const { run, tenant } = await low();
    const { pools, refills, now } = world.needs();
    const again = async () => refills.planIfLow(tenant, await pools.get(tenant, 'codes'), now());
    expect(await again()).toBeUndefined();
    await run();
    expect(await again()).toBeUndefined();
    expect(
      (
        await world.ask('POST /api/serial-requests', {
          tenant,
          body: { requestId: 'r', pool: 'codes', count: 45, site: 's' },
        })
      ).status,
    ).toBe(201);
    expect(world.woken.at(-1)).toMatchObject({ tenant, refillId: expect.stringMatching(/^refill-/) });
    const { refills: all } = await refills.list(tenant, 10);
    expect(all.map(({ state }) => state).toSorted()).toEqual(['imported', 'wanted']);
  });

  test('is not refilled once more when a list is brought in by hand meanwhile', async () => {
    const { tenant, run } = await low();
    const { pools, refills, now } = world.needs();
    const pool = await pools.get(tenant, 'codes');
    const withList = { ...pool, next: pool.last + 6, last: pool.last + 5 };
    expect(await refills.planIfLow(tenant, withList, now())).toBeUndefined();
    await run();
    expect((await refills.list(tenant, 10)).refills).toHaveLength(1);
  });

  test('that has enough, no refill, or no lists is left alone', async () => {
    const house = await world.house();
    const { pools, refills, now } = world.needs();
    expect(await refills.planIfLow(house.tenant, await pools.get(house.tenant, 'packs'), now())).toBeUndefined();
  });
});

describe('an issuer that misbehaves', () => {
  const once = { from: 1, count: 1 };
  test.each<[string, Partial<IssuerOptions>]>([
    ['answers 500 for a while', { faults: [{ on: '*', from: 1, count: 3, kind: 'status', status: 500 }] }],
    ['asks to be left alone', { faults: [{ on: 'request', ...once, kind: 'status', status: 429, retryAfter: 60 }] }],
    ['takes the request and never answers', { faults: [{ on: 'request', from: 1, count: 2, kind: 'no-answer' }] }],
    ['gets the request twice', { faults: [{ on: 'request', ...once, kind: 'duplicate' }] }],
    ['answers half a page', { faults: [{ on: 'serials', from: 2, count: 1, kind: 'truncate' }] }],
    [
      'answers with a page of its proxy',
      {
        faults: [
          { on: 'serials', ...once, kind: 'html' },
          { on: 'token', ...once, kind: 'html' },
        ],
      },
    ],
    ['answers late', { faults: [{ on: 'serials', ...once, kind: 'slow', ms: 2500 }] }],
    ['takes its time', { pendingPolls: 3 }],
    ['breaks connections', { faults: [{ on: '*', rate: 0.3, kind: 'refuse' }] }],
  ])('and %s is asked again for the same codes', async (_, options) => {
    const { run, left } = await low(options);
    expect(await run()).toMatchObject({ state: 'imported' });
    expect(await left()).toBe(50);
    expect(issuer?.granted()).toHaveLength(1);
  });

  test.each<[string, Partial<IssuerOptions>, number, RegExp]>([
    ['sends codes twice', { doubleEvery: 7 }, 50, /refused; line \d+/],
    ['has not so many', {}, 2000, /1000 serials left/],
    ['does not know the pool', { pools: {} }, 50, /no pool theirs/],
    ['never comes back', { faults: [{ on: '*', rate: 1, kind: 'status', status: 503 }] }, 50, /503/],
    ['knows no such client', { clientSecret: 'another' }, 50, /no token: status 401/],
  ])('and %s fails the refill, and nothing comes into the pool', async (_, options, amount, failure) => {
    const { run, left } = await low(options, amount);
    expect(await run()).toMatchObject({ state: 'failed', failure: expect.stringMatching(failure) });
    expect(await left()).toBe(0);
  });

  test('at another origin than its secret names hears nothing, and the refill fails at once', async () => {
    const { turn, state, run } = await low();
    permitted = 'https://l4.example';
    await turn();
    expect(await state()).toMatchObject({ state: 'failed', failure: expect.stringContaining('https://l4.example') });
    expect(await run()).toMatchObject({ state: 'failed' });
    expect(issuer?.granted()).toEqual([]);
  });

  test('is tried again when a person asks, under the same request', async () => {
    const { run, tenant, refillId } = await low({
      faults: [{ on: 'request', from: 1, count: PARK_AFTER, kind: 'no-answer' }],
    });
    expect(await run()).toMatchObject({ state: 'failed', attempts: PARK_AFTER });
    const retry = () => world.ask('POST /api/refills/{refillId}/retry', { tenant, path: { refillId } });
    expect(await retry()).toMatchObject({ status: 200, body: { state: 'wanted' } });
    expect(await retry()).toMatchObject({ status: 200, body: { state: 'wanted' } });
    expect(await run()).toMatchObject({ state: 'imported' });
    expect(issuer?.granted()).toHaveLength(1);
    const { entries } = await audit(world.engine.db, tables.registry).ofMonth(tenant, '2026-03', 20);
    expect(entries.filter(({ act }) => act === 'refill-retried')).toMatchObject([{ subject: `refill ${refillId}` }]);
  });
});

describe('a refill that waits for its next try', () => {
  const down = { on: 'request', from: 1, count: 2, kind: 'status', status: 503 } as const;
  const asked = async (tenant: string) => {
    const month = world.needs().now().toISOString().slice(0, 7);
    const { entries } = await audit(world.engine.db, tables.registry).ofMonth(tenant, month, 20);
    return entries.filter(({ act }) => act === 'refill-retried');
  };

  test('is tried now when a person asks, and asked again once more at most', async () => {
    const { turn, state, tenant, refillId } = await low({ faults: [down] });
    const retry = () => world.ask('POST /api/refills/{refillId}/retry', { tenant, path: { refillId } });
    await turn();
    expect(await state()).toMatchObject({ state: 'wanted', attempts: 1 });
    await turn();
    expect(await state()).toMatchObject({ state: 'wanted', attempts: 1 });
    expect(await retry()).toMatchObject({ status: 200, body: { notBefore: world.needs().now().toISOString() } });
    await retry();
    expect(await asked(tenant)).toHaveLength(1);
    await turn();
    expect(await state()).toMatchObject({ state: 'wanted', attempts: 2 });
    world.forward(1);
    await retry();
    await turn();
    expect(await state()).toMatchObject({ state: 'requested', requestId: refillId });
    await retry();
    expect(await asked(tenant)).toHaveLength(2);
  });

  test('is asked for with the settings of today, under a request of its own', async () => {
    const { turn, state, run, tenant, refillId } = await low({ faults: [down] });
    await turn();
    const { pools } = world.needs();
    const { refill, ...pool } = await pools.get(tenant, 'codes');
    if (refill === undefined) throw new Error('no refill');
    await pools.settings(tenant, pool, { threshold: 10, refill: { ...refill, amount: 7 } });
    await world.ask('POST /api/refills/{refillId}/retry', { tenant, path: { refillId } });
    expect(await state()).toMatchObject({ state: 'wanted', attempts: 0, amount: 7 });
    expect((await state())?.requestId).not.toBe(refillId);
    expect(await run()).toMatchObject({ state: 'imported' });
  });

  test('is left to who has it in hand', async () => {
    const { state, tenant, refillId } = await low();
    const { refills, now } = world.needs();
    await refills.claim(tenant, refillId, now());
    const before = await state();
    await world.ask('POST /api/refills/{refillId}/retry', { tenant, path: { refillId } });
    expect(await state()).toEqual(before);
  });
});

describe('a message', () => {
  test('sent many times at once is one request, and one list', async () => {
    const { run, turn } = await low();
    await Promise.all(Array.from({ length: 5 }, () => turn()));
    expect(await run()).toMatchObject({ state: 'imported' });
    expect(issuer?.granted()).toHaveLength(1);
  });

  test.each([0, 1, 2, 3, 4, 5])('whose worker is killed before write %i is taken up again', async (nth) => {
    const { run, turn, left } = await low();
    let writes = 0;
    const db = brokenClient(world.engine, (command) => /Write|Put|Update/.test(command) && writes++ === nth);
    for (let i = 0; i < 3; i++) {
      await turn(db).catch(() => undefined);
      world.forward(7 * 3_600_000);
    }
    expect(await run()).toMatchObject({ state: 'imported' });
    expect(await left()).toBe(50);
    expect(issuer?.granted()).toHaveLength(1);
  });
});
