import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { runImport } from '#common/imports/run-import.ts';
import { keptTokens } from '#common/regulator-access/tokens.ts';
import { httpsSender, isAnswered, type SendHttps } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { documents } from '#common/store/documents.ts';
import type { ListedCode } from '#common/store/listed-codes.ts';
import { serialImports } from '#common/store/serial-imports.ts';
import { newImportedPool } from '#shared/serials/new-pool.ts';
import { participants } from '../../infra/local/sandbox/xtrace/rehearsal.ts';
import {
  startXtraceSandbox,
  type XtraceOptions,
  type XtraceSandbox,
} from '../../infra/local/sandbox/xtrace/sandbox.ts';
import { brokenClient } from '../../test/kit/broken-client.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { type SerialsWorld, startSerialsWorld } from '../../test/kit/serials-world.ts';
import { good } from '../../test/kit/unit-maker.ts';
import { requestRefill } from './request-refill.ts';
import { xtrace } from './xtrace.ts';
import type { XtraceSecret } from './xtrace-secret.ts';

const gtin = '09521234000013';
const [kz] = participants['kz'] ?? [];
const [uz] = participants['uz'] ?? [];
const before = { kz: kz?.balance ?? 0, uz: uz?.balance ?? 0 };
type Country = keyof typeof before;

let world: SerialsWorld;
let system: XtraceSandbox;
let houses = 0;
let wrong: Partial<Record<'password', string>> = {};
let listsNothing = false;
beforeAll(async () => {
  world = await startSerialsWorld();
});
afterAll(() => world.stop());
afterEach(async () => {
  wrong = {};
  listsNothing = false;
  await system.close();
});

const secretOf = (country: Country) => async (): Promise<XtraceSecret> => {
  const { origin } = new URL(system.url);
  if (country === 'uz') return { origin, token: uz?.apiKey ?? '' };
  return { origin, username: kz?.login ?? '', password: kz?.password ?? '', ...wrong };
};

const needsOn = (country: Country, db = world.engine.db) => {
  const own = world.needs(db);
  const http = httpsSender(outboundGuard('loopback'), { timeoutMs: 2_000, maxAnswerBytes: 4_000_000 });
  const send: SendHttps = async (call) => {
    const answer = await http(call);
    if (!listsNothing || call.method !== 'GET' || !call.url.includes('/api/orders?') || !isAnswered(answer))
      return answer;
    return { ...answer, body: Buffer.from('{"orderInfos":[]}') };
  };
  return {
    ...own,
    registryTable: tables.registry,
    imports: serialImports(db, tables.serials, tables.deliveries),
    documents: documents('documents', world.cloud.s3),
    issuers: { xtrace: xtrace({ send, secret: secretOf(country), tokens: keptTokens(), now: own.now }) },
    wakeImport: own.wakeRefill,
  };
};

/** A pool of the country that runs low, and a system that may misbehave. */
async function low(
  country: Country,
  options: Partial<XtraceOptions> = {},
  more: Readonly<Record<string, string>> = {},
) {
  system = await startXtraceSandbox({ port: 0, participants, ...options });
  const tenant = `low-${++houses}`;
  const { pools, refills, now } = world.needs();
  await pools.create(tenant, good(newImportedPool({ id: 'codes', gtin, profile: country })));
  const issuer = { kind: 'xtrace', url: `${system.url}/${country}`, businessPlaceId: '36', secret: 'station', ...more };
  await pools.settings(tenant, await pools.get(tenant, 'codes'), { threshold: 10, refill: { issuer, amount: 50 } });
  const refillId = (await refills.planIfLow(tenant, await pools.get(tenant, 'codes'), now())) ?? '';
  const turn = (db = world.engine.db) => requestRefill(needsOn(country, db))({ tenant, refillId });
  const run = async (turns = 60) => {
    for (let i = 0; i < turns; i++) {
      await turn();
      const row = await refills.get(tenant, refillId);
      if (row?.state === 'received') await runImport(needsOn(country), tenant, 'codes', row.requestId);
      if (row?.state === 'imported' || row?.state === 'failed') return row;
      world.forward(7 * 3_600_000);
    }
    throw new Error('it does not end');
  };
  const codes = async (): Promise<readonly ListedCode[]> =>
    (await pools.codesFrom(tenant, 'codes', 0, 49).next()).value?.codes ?? [];
  const retry = () => world.ask('POST /api/refills/{refillId}/retry', { tenant, path: { refillId } });
  /** Changes what is set of the issuer. */
  const mend = async (mended: Readonly<Record<string, string>>) =>
    pools.settings(tenant, await pools.get(tenant, 'codes'), {
      threshold: 10,
      refill: { issuer: { ...issuer, ...mended }, amount: 50 },
    });
  return { turn, run, retry, codes, mend, row: () => refills.get(tenant, refillId) };
}

/** How many codes were paid for. */
const paid = (country: Country) => {
  const [tin = '', price] = country === 'kz' ? [kz?.tin, 4] : [uz?.tin, 95];
  return (before[country] - (system.balance(country, tin) ?? 0)) / price;
};

test.each(['kz', 'uz'] as const)(
  'a pool is filled from the system of %s, key and crypto code with each serial',
  async (country) => {
    const { run, codes } = await low(country);
    expect(await run()).toMatchObject({ state: 'imported' });
    const filled = await codes();
    expect(new Set(filled.map(({ code }) => code)).size).toBe(50);
    for (const { code, extra } of filled) {
      expect(code).toMatch(/^[A-Za-z0-9]{13}$/);
      expect(extra).toEqual({ 91: expect.stringMatching(/^.{4}$/), 92: expect.stringMatching(/^.{44}$/) });
    }
    expect(paid(country)).toBe(50);
  },
);

const once = { from: 1, count: 1 };
test.each<[string, Partial<XtraceOptions>]>([
  ['takes an order and never answers', { faults: [{ on: 'order', ...once, kind: 'no-answer' }] }],
  ['hands out a pack and never answers', { faults: [{ on: 'codes', ...once, kind: 'no-answer' }] }],
  ['hands out half a pack', { faults: [{ on: 'codes', ...once, kind: 'truncate' }] }],
  ['wants to be left alone', { faults: [{ on: 'order', ...once, kind: 'status', status: 429, retryAfter: 60 }] }],
  ['forgets its tokens', { faults: [{ on: 'sub-orders', ...once, kind: 'status', status: 401 }] }],
])('a system that %s is paid once, and each of its codes comes once', async (_, options) => {
  const { run, codes } = await low('kz', options);
  expect(await run()).toMatchObject({ state: 'imported' });
  expect(await codes()).toHaveLength(50);
  expect(paid('kz')).toBe(50);
});

test('a worker that is killed before any of its writes orders nothing twice', async () => {
  const { run, turn, codes } = await low('uz');
  for (const nth of [0, 1, 2, 3]) {
    let writes = 0;
    const db = brokenClient(world.engine, (command) => /Write|Put|Update/.test(command) && writes++ === nth);
    await turn(db).catch(() => undefined);
    world.forward(7 * 3_600_000);
  }
  expect(await run()).toMatchObject({ state: 'imported' });
  expect(await codes()).toHaveLength(50);
  expect(paid('uz')).toBe(50);
});

test('an order that may have been made and is not listed stands before a person: codes are paid for', async () => {
  const { run } = await low('kz', { faults: [{ on: 'order', ...once, kind: 'html' }] });
  expect(await run()).toMatchObject({ state: 'failed', failure: expect.stringMatching(/order may have been placed/) });
  expect(paid('kz')).toBe(0);
});

test('an order that was made and never answered is found when the refill is tried again, whatever was mended meanwhile', async () => {
  const { run, mend, retry } = await low('kz', { faults: [{ on: 'order', ...once, kind: 'no-answer' }] });
  listsNothing = true;
  expect(await run()).toMatchObject({ state: 'failed', failure: expect.stringMatching(/order may have been placed/) });
  listsNothing = false;
  await mend({ language: 'kk' });
  expect((await retry()).status).toBe(200);
  expect(await run()).toMatchObject({ state: 'imported', issuer: { language: 'kk' } });
  expect(paid('kz')).toBe(50);
});

test('an order that the system does not know for a moment calls nobody', async () => {
  const { run, codes } = await low('kz', {
    faults: [{ on: 'sub-orders', from: 1, count: 3, kind: 'status', status: 404 }],
  });
  listsNothing = true;
  expect(await run()).toMatchObject({ state: 'imported', attempts: 2 }); // never ordered anew
  expect(await codes()).toHaveLength(50);
});

test('what the system refuses is told in the language that was asked for', async () => {
  const { run } = await low('kz', {}, { businessPlaceId: '7', language: 'kk' });
  expect(await run()).toMatchObject({ state: 'failed', failure: expect.stringMatching(/PLACE: қызмет орны/) });
});

test('an order that cannot be paid is rejected with the reason, and made anew once it can', async () => {
  const poor = { kz: [{ ...kz, tin: '1', places: [36], balance: 100 }] };
  const { run, retry, codes } = await low('kz', { participants: poor });
  expect(await run()).toMatchObject({ state: 'failed', failure: expect.stringMatching(/REJECTED: на балансе/) });

  const pay = JSON.stringify({ do: 'pay', country: 'kz', tin: '1', amount: 100 });
  expect((await fetch(`${system.url}/v1/sandbox`, { method: 'POST', body: pay })).status).toBe(200);
  expect((await retry()).status).toBe(200);
  expect(await run()).toMatchObject({ state: 'imported' });
  expect(await codes()).toHaveLength(50);
});

test('an order that the system forgets and does not list is not made a second time', async () => {
  const { run } = await low('kz', { faults: [{ on: 'sub-orders', kind: 'status', status: 404, rate: 1 }] });
  listsNothing = true;
  expect(await run()).toMatchObject({
    state: 'failed',
    failure: expect.stringMatching(/is not known there any more: look there for refill-/),
  });
  expect(paid('kz')).toBe(50);
});

test('a password that does not let anybody in is said, and never tells itself', async () => {
  const { turn, row } = await low('kz');
  wrong = { password: 'hush' };
  await turn();
  const { failure } = (await row()) ?? {};
  expect(failure).toMatch(/token answered 401/);
  expect(failure).not.toContain('hush');
});
