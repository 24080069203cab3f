import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { runImport } from '#common/imports/run-import.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { documents } from '#common/store/documents.ts';
import type { ListedCode } from '#common/store/listed-codes.ts';
import { serialImports } from '#common/store/serial-imports.ts';
import { newImportedPool } from '#shared/serials/new-pool.ts';
import { type MdlpSandbox, startMdlpSandbox } from '../../infra/local/sandbox/mdlp/sandbox.ts';
import { type OmsOptions, startOmsSandbox } from '../../infra/local/sandbox/oms/sandbox.ts';
import type { Sandbox } from '../../infra/local/sandbox/serve.ts';
import { brokenClient } from '../../test/kit/broken-client.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { maker, mdlpSubjects } from '../../test/kit/mdlp-client.ts';
import { type SerialsWorld, startSerialsWorld } from '../../test/kit/serials-world.ts';
import { signingCertificate } from '../../test/kit/signing-certificate.ts';
import { good } from '../../test/kit/unit-maker.ts';
import { oms } from './oms.ts';
import { requestRefill } from './request-refill.ts';

const omsId = '6c5b9d64-1111-4222-8333-9a0000000001';
const gtin = '09521234000013';
let world: SerialsWorld;
let signer: Awaited<ReturnType<typeof signingCertificate>>;
let mdlp: MdlpSandbox;
let station: Sandbox;
let houses = 0;
beforeAll(async () => {
  world = await startSerialsWorld();
  signer = await signingCertificate('rsa');
});
afterAll(() => world.stop());
afterEach(() => Promise.all([mdlp.close(), station.close()]));

const needsOn = (db = world.engine.db) => {
  const own = world.needs(db);
  const send = httpsSender(outboundGuard('loopback'), { timeoutMs: 2_000, maxAnswerBytes: 4_000_000 });
  const secret = async () => ({ clientToken: 'secret', origin: new URL(station.url).origin, ...signer });
  return {
    ...own,
    registryTable: tables.registry,
    imports: serialImports(db, tables.serials, tables.deliveries),
    documents: documents('documents', world.cloud.s3),
    issuers: { oms: oms({ send, secret, now: own.now }) },
    wakeImport: own.wakeRefill,
  };
};

/** A pool for Russia that runs low, and a station that may misbehave. */
async function low(
  { clientToken = 'secret', ...options }: Partial<OmsOptions> & { clientToken?: string } = {},
  wanted: { amount?: number; of?: string } = {},
) {
  mdlp = await startMdlpSandbox({ port: 0, subjects: mdlpSubjects, throttled: false });
  const stations = [{ omsId, clientToken, systemId: maker.systemId }];
  station = await startOmsSandbox({ port: 0, stations, register: mdlp.feed, strictSignatures: true, ...options });
  const tenant = `low-${++houses}`;
  const { pools, refills, now } = world.needs();
  await pools.create(tenant, good(newImportedPool({ id: 'codes', gtin: wanted.of ?? gtin, profile: 'ru' })));
  const issuer = { kind: 'oms', url: station.url, omsId, secret: 'station' };
  const settings = { threshold: 10, refill: { issuer, amount: wanted.amount ?? 50 } };
  await pools.settings(tenant, await pools.get(tenant, 'codes'), settings);
  const refillId = (await refills.planIfLow(tenant, await pools.get(tenant, 'codes'), now())) ?? '';
  const turn = (db = world.engine.db) => requestRefill(needsOn(db))({ tenant, refillId });
  const run = async (turns = 60) => {
    for (let i = 0; i < turns; i++) {
      await turn();
      const row = await refills.get(tenant, refillId);
      if (row?.state === 'received') await runImport(needsOn(), tenant, 'codes', row.requestId);
      if (row?.state === 'imported' || row?.state === 'failed') return row;
      world.forward(7 * 3_600_000);
    }
    throw new Error('it does not end');
  };
  const codes = async (): Promise<readonly ListedCode[]> =>
    (await pools.codesFrom(tenant, 'codes', 0, 49).next()).value?.codes ?? [];
  const retry = () => world.ask('POST /api/refills/{refillId}/retry', { tenant, path: { refillId } });
  return { turn, run, retry, codes, refill: () => refills.get(tenant, refillId), orders: async () => orders() };
}

async function orders(): Promise<{ orderId: string; buffers: { totalPassed: number; bufferStatus: string }[] }[]> {
  const answer = await fetch(`${station.url}/api/v3/order/list?omsId=${omsId}`, { headers: { clientToken: 'secret' } });
  return Object(await answer.json()).orderInfos;
}

test('a pool for Russia is filled from an order station, key and crypto code with each serial, and the order is closed', async () => {
  const { run, codes, orders } = await low();
  expect(await run()).toMatchObject({ state: 'imported' });
  const filled = await codes();
  expect(filled).toHaveLength(50);
  expect(new Set(filled.map(({ code }) => code)).size).toBe(50);
  for (const { code, extra } of filled) {
    expect(code).toMatch(/^[A-Za-z0-9]{13}$/);
    expect(extra).toEqual({ 91: expect.stringMatching(/^.{4}$/), 92: expect.stringMatching(/^.{44}$/) });
  }
  expect(await orders()).toMatchObject([{ buffers: [{ totalPassed: 50, bufferStatus: 'CLOSED' }] }]);
});

const once = { from: 1, count: 1 };
test.each<[string, Partial<OmsOptions>]>([
  ['takes an order and never answers', { faults: [{ on: 'order', ...once, kind: 'no-answer' }] }],
  ['hands out a block and never answers', { faults: [{ on: 'codes', ...once, kind: 'no-answer' }] }],
  ['hands out half a block', { faults: [{ on: 'codes', ...once, kind: 'truncate' }] }],
  ['wants to be left alone', { faults: [{ on: 'status', ...once, kind: 'status', status: 429, retryAfter: 60 }] }],
  [
    'breaks connections',
    { seed: 7, faults: ['order', 'status', 'codes'].map((on) => ({ on, rate: 0.4, kind: 'refuse' })) },
  ],
])('a station that %s is sent one order, and each of its codes comes once', async (_, options) => {
  const { run, codes, orders } = await low(options);
  expect(await run()).toMatchObject({ state: 'imported' });
  expect(await codes()).toHaveLength(50);
  expect(await orders()).toHaveLength(1);
});

test('an order whose answer cannot be read and that the station does not list stands before a person: codes are paid for', async () => {
  const { run, orders } = await low({ faults: [{ on: 'order', ...once, kind: 'html' }] });
  expect(await run()).toMatchObject({ state: 'failed', failure: expect.stringMatching(/order/) });
  expect(await orders()).toEqual([]);
});

test('an order that was refused is not waited for when the refill is tried again: another is made', async () => {
  let refuses = true;
  const register: OmsOptions['register'] = {
    now: () => mdlp.feed.now(),
    take: (...of) => (refuses ? undefined : mdlp.feed.take(...of)),
    stateOf: (sgtin) => mdlp.feed.stateOf(sgtin),
    isSubject: (id) => mdlp.feed.isSubject(id),
    known: () => mdlp.feed.known(),
  };
  const { run, retry, codes, orders } = await low({ register });
  expect(await run()).toMatchObject({ state: 'failed', failure: expect.stringMatching(/REJECTED: not emitted/) });
  refuses = false;
  expect((await retry()).status).toBe(200);
  expect(await run()).toMatchObject({ state: 'imported' });
  expect(await codes()).toHaveLength(50);
  expect(await orders()).toHaveLength(2);
});

test('a worker that is killed before any of its writes orders nothing twice', async () => {
  const { run, turn, codes, orders } = await low();
  for (const nth of [0, 1, 2, 3]) {
    let writes = 0;
    const db = brokenClient(world.engine, (command) => /Write|Put|Update/.test(command) && writes++ === nth);
    await turn(db).catch(() => undefined);
    world.forward(7 * 3_600_000);
  }
  expect(await run()).toMatchObject({ state: 'imported' });
  expect(await codes()).toHaveLength(50);
  expect(await orders()).toHaveLength(1);
});

test.each<[string, { amount?: number; of?: string }, RegExp]>([
  ['more codes than an order may have', { amount: 150_001 }, /150000 codes an order/],
])('%s fail the refill, with the reason', async (_, wanted, failure) => {
  const { run } = await low({}, wanted);
  expect(await run()).toMatchObject({ state: 'failed', failure: expect.stringMatching(failure) });
});

test('a station that knows another token is asked on, and the failure names the secret and its member', async () => {
  const { turn, refill, orders } = await low({ clientToken: 'another' });
  await turn();
  expect(await refill()).toMatchObject({
    state: 'wanted',
    failure: expect.stringMatching(/status 401.* clientToken of the secret seriate\/issuers\/low-\d+\/station/),
  });
  expect(await orders()).toBeUndefined();
});
