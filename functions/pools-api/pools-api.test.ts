import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { audit } from '#common/store/audit.ts';
import { putRows } from '#common/store/batches.ts';
import { expandSerials } from '#common/store/expand-serials.ts';
import { poolKey, poolListKey } from '#common/store/keys.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { openCipher } from '../../test/kit/open-cipher.ts';
import { type PoolWorld, startPoolWorld } from '../../test/kit/pool-world.ts';

let world: PoolWorld;
let tenant: string;
let gtin: string;
let random: { kind: string; gtin: string };
let count = 0;
beforeAll(async () => {
  world = await startPoolWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  tenant = `acme-${count++}`;
  gtin = await world.tenant(tenant);
  random = { kind: 'random', gtin };
});

const seriate = { kind: 'seriate', url: 'https://l4.example', pool: 'for-acme', secret: 'acme' };
const put = (pool: string, body: object) => world.call('PUT /api/pools/{pool}', { tenant, path: { pool }, body });
const act = (pool: string, what: string, body: object = { reason: 'because' }) =>
  world.call(`POST /api/pools/{pool}/${what}`, { tenant, path: { pool }, body });
const show = (pool: string) => world.call('GET /api/pools/{pool}', { tenant, path: { pool } });
const acts = async () =>
  (await audit(world.engine.db, tables.registry).ofMonth(tenant, '2026-03', 100)).entries.map((entry) => entry.act);

describe('a pool', () => {
  test('created twice is one pool, its key is told to nobody; with another definition it is refused', async () => {
    const made = await put('packs', random);
    expect(made).toMatchObject({
      status: 201,
      body: { left: expect.any(Number), generations: [{ generation: 1, from: 0 }] },
    });
    expect(JSON.stringify(made.body)).not.toContain('wrapped');
    expect(await put('packs', random)).toMatchObject({ status: 200 });
    expect(await put('packs', { ...random, length: 12 })).toMatchObject({ status: 409 });
    expect(await acts()).toEqual(['pool-created']);
  });

  test('that may issue what another one issues, or a retired one has, is refused with a remedy', async () => {
    const sscc = { kind: 'sscc', companyPrefix: '9521321', extensionDigit: '7' };
    expect(await put('pallets', sscc)).toMatchObject({ status: 201 });
    expect(await put('more-pallets', sscc)).toMatchObject({
      status: 409,
      body: { at: '/extensionDigit', remedy: expect.stringContaining('pool pallets') },
    });
    await put('eleven', { ...random, length: 11 });
    expect(await act('eleven', 'retire')).toMatchObject({ status: 200 });
    expect(await put('eleven-more', { ...random, length: 11 })).toMatchObject({
      status: 409,
      body: { at: '/length', remedy: expect.stringContaining('pool eleven') },
    });
  });

  test('tells how many serials are left', async () => {
    await put('short', { ...random, length: 4 });
    expect((await show('short')).body).toMatchObject({ left: 104, low: false });
  });

  test.each([
    ['of an unknown product', { gtin: '09521321543218' }, 404],
    ['that breaks the profile of its market', { profile: 'ru', length: 12 }, 400],
    ['in order without a market', { kind: 'sequential' }, 400],
    ['of a market where its product is not sold', { profile: 'us' }, 409],
    ['with letters that a market of its product has not', { alphabet: '0123456789-' }, 409],
    ['of a kind there is not', { kind: 'lucky' }, 400],
    ['with a misspelt profile', { profle: 'eu' }, 400],
  ])('%s is refused', async (_, change, status) =>
    expect(await put('wrong', { ...random, ...change })).toMatchObject({ status }),
  );

  test('of a foreign company prefix is refused', async () =>
    expect(await put('wrong', { kind: 'sscc', companyPrefix: '4012345' })).toMatchObject({ status: 403 }));

  test('of another tenant is not there', async () => {
    await put('packs', random);
    expect(
      await world.call('GET /api/pools/{pool}', { tenant: `${tenant}-other`, path: { pool: 'packs' } }),
    ).toMatchObject({
      status: 404,
      body: { remedy: expect.stringContaining('PUT /api/pools/packs') },
    });
  });

  test('of a role that may only read is not changed', async () => {
    await put('packs', random);
    const asked = { tenant, role: 'qa', path: { pool: 'packs' }, body: { reason: 'why not' } };
    expect(await world.call('POST /api/pools/{pool}/freeze', asked)).toMatchObject({ status: 403 });
  });
});

describe('a pool that is changed', () => {
  beforeEach(() => put('packs', random));

  test('freezes, thaws and retires for good, each with a row of the audit trail', async () => {
    expect(await act('packs', 'freeze')).toMatchObject({ status: 200, body: { state: 'frozen' } });
    expect(await act('packs', 'freeze')).toMatchObject({ status: 200, body: { state: 'frozen' } });
    await expect(world.draw(tenant, 'packs', 1, 'r')).rejects.toThrow('frozen');
    expect(await act('packs', 'thaw')).toMatchObject({ body: { state: 'active' } });
    await world.draw(tenant, 'packs', 1, 'r');
    expect(await act('packs', 'retire')).toMatchObject({ body: { state: 'retired' } });
    expect(await act('packs', 'thaw')).toMatchObject({ status: 409, body: { remedy: 'create another pool' } });
    expect(await act('packs', 'rotate', { reason: 'x', generation: 2 })).toMatchObject({ status: 409 });
    expect((await acts()).toSorted()).toEqual(['pool-created', 'pool-frozen', 'pool-retired', 'pool-thawed']);
  });

  test('without a reason stays as it is', async () =>
    expect(await act('packs', 'freeze', { reason: ' ' })).toMatchObject({ status: 400, body: { at: '/reason' } }));

  test('gets a new key from its next serial on; asked again it keeps it', async () => {
    await world.draw(tenant, 'packs', 10, 'before');
    const rotation = { reason: 'key custody changed', generation: 2 };
    const generations = [
      { generation: 1, from: 0 },
      { generation: 2, from: 10 },
    ];
    expect(await act('packs', 'rotate', rotation)).toMatchObject({ status: 200, body: { generations } });
    expect(await act('packs', 'rotate', rotation)).toMatchObject({ status: 200, body: { generations } });
    expect(await act('packs', 'rotate', { ...rotation, generation: 4 })).toMatchObject({
      status: 409,
      body: { remedy: 'ask for generation 3' },
    });
  });

  test('runs low below its threshold and is listed so', async () => {
    await put('short', { ...random, length: 4 });
    const settings = { tenant, path: { pool: 'short' }, body: { threshold: 100 } };
    expect(await world.call('PUT /api/pools/{pool}/settings', settings)).toMatchObject({
      body: { low: false, threshold: 100 },
    });
    await world.draw(tenant, 'short', 10, 'r');
    const low = await world.call('GET /api/pools', { tenant, query: { low: 'true' } });
    expect(low.body).toMatchObject({ pools: [{ id: 'short', low: true }] });
    const none = { ...settings, body: {} };
    expect((await world.call('PUT /api/pools/{pool}/settings', none)).body).not.toHaveProperty('threshold');
  });

  test('keeps settings that are sent again, in whatever order their members stand, and tells of them once', async () => {
    await put('codes', { kind: 'imported', gtin });
    const settings = (body: object) =>
      world.call('PUT /api/pools/{pool}/settings', { tenant, path: { pool: 'codes' }, body });
    const refill = { issuer: seriate, amount: 10 };
    expect(await settings({ threshold: 5, refill })).toMatchObject({ status: 200, body: { low: true, refill } });
    const turned = { amount: 10, issuer: Object.fromEntries(Object.entries(seriate).toReversed()) };
    expect(await settings({ refill: turned, threshold: 5 })).toMatchObject({ status: 200, body: { refill } });
    expect((await acts()).filter((act) => act === 'pool-settings-changed')).toHaveLength(1);
  });

  test.each([
    [{ threshold: 5, refill: { issuer: seriate, amount: 10 } }, 409, 'imported'],
    [{ threshold: 5, refill: { issuer: 'medico', amount: 10 } }, 400, 'import the lists it sends'],
    [{ threshold: 5, refill: { issuer: { kind: 'seriate' }, amount: 10 } }, 400, '/refill/issuer/url'],
    [{ threshold: 5, refill: { issuer: { kind: 'oms' }, amount: 10 } }, 400, '/refill/issuer/omsId'],
    [{ threshold: 5, refill: { issuer: { kind: 'platform' }, amount: 10 } }, 400, 'not connected yet'],
    [{ refill: { issuer: seriate, amount: 10 } }, 400, 'threshold'],
  ])('to settings %j is refused', async (body, status, text) => {
    const answer = await world.call('PUT /api/pools/{pool}/settings', { tenant, path: { pool: 'packs' }, body });
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).toContain(text);
  });
});

test('pools are listed a page at a time, and a page of another list is refused', async () => {
  for (let length = 8; length < 13; length++) await put(`p${length}`, { ...random, length });
  const first = await world.call('GET /api/pools', { tenant, query: { limit: '3' } });
  const { next, pools } = Object(first.body);
  expect(pools).toHaveLength(3);
  const rest = await world.call('GET /api/pools', { tenant, query: { limit: '3', after: next } });
  expect(Object(rest.body)).toMatchObject({ pools: [{ id: 'p8' }, { id: 'p9' }] });
  const foreign = await world.call('GET /api/pools', { tenant: `${tenant}-x`, query: { limit: '3', after: next } });
  expect(foreign).toMatchObject({ status: 400 });
});

test('a list of pools that is narrowed is as full as it can be, page after page', async () => {
  for (let length = 8; length < 14; length++) await put(`q${String(length).padStart(2, '0')}`, { ...random, length });
  for (const frozen of ['q09', 'q11', 'q13']) await act(frozen, 'freeze');
  const narrowed = async (query: Record<string, string>) =>
    Object((await world.call('GET /api/pools', { tenant, query: { state: 'frozen', limit: '2', ...query } })).body);
  const first = await narrowed({});
  expect(first.pools).toMatchObject([{ id: 'q09' }, { id: 'q11' }]);
  const rest = await narrowed({ after: first.next });
  expect(rest.pools).toMatchObject([{ id: 'q13' }]);
  expect(rest.next).toBeUndefined();
});

/** Pools of another product, whose ids stand before those of any test. */
async function manyOthers(count: number) {
  const ids = Array.from({ length: count }, (_, i) => `a${String(i).padStart(5, '0')}`);
  await putRows(
    world.engine.db,
    tables.serials,
    ids.flatMap((id) => {
      const pool = { id, kind: 'imported', gtin: '09521999000013', lengths: {}, letters: '' };
      const stands = { next: 0, last: -1, state: 'active', revision: 1 };
      return [
        { ...poolKey(tenant, id), ...pool, ...stands },
        { ...poolListKey(tenant, id), space: pool.gtin },
      ];
    }),
  );
}

test('pools of one product, and those of SSCCs, are found behind more others than an answer looks at', async () => {
  await manyOthers(1200);
  const sscc = { kind: 'sscc', companyPrefix: '9521321', extensionDigit: '3' };
  for (const length of [10, 11, 12]) await put(`p${length}`, { ...random, length });
  for (const digit of ['3', '4']) await put(`sscc-${digit}`, { ...sscc, extensionDigit: digit });
  const list = async (query: Record<string, string>) =>
    Object((await world.call('GET /api/pools', { tenant, query })).body);
  const idsOf = ({ pools }: { pools: { id: string }[] }) => pools.map(({ id }) => id);
  expect(idsOf(await list({ state: 'active', limit: '200' }))).not.toContain('p10');
  const own = await list({ gtin, state: 'active' });
  expect([idsOf(own), own.next]).toEqual([['p10', 'p11', 'p12'], undefined]);
  const first = await list({ gtin, limit: '2' });
  expect(idsOf(first)).toEqual(['p10', 'p11']);
  expect(idsOf(await list({ gtin, limit: '2', after: first.next }))).toEqual(['p12']);
  expect(idsOf(await list({ gtin, first: 'shortest', limit: '1' }))).toEqual(['p10']);
  const cases = await list({ kind: 'sscc', limit: '1' });
  expect(idsOf(cases)).toEqual(['sscc-3']);
  expect(idsOf(await list({ kind: 'sscc', limit: '1', after: cases.next }))).toEqual(['sscc-4']);
  expect(idsOf(await list({ kind: 'sscc', gtin }))).toEqual([]);
});

test('pools that last shortest are told first, and that there are others', async () => {
  for (const length of [10, 11, 4]) await put(`p${length}`, { ...random, length });
  await world.draw(tenant, 'p4', 10, 'r');
  const first = async (query: Record<string, string>) =>
    (await world.call('GET /api/pools', { tenant, query: { first: 'shortest', ...query } })).body;
  expect(await first({ limit: '1' })).toMatchObject({ pools: [{ id: 'p4' }], more: true });
  expect(await first({})).toMatchObject({ pools: [{ id: 'p4' }, { id: 'p10' }, { id: 'p11' }] });
  expect(await first({})).not.toHaveProperty('more');
  expect(await world.call('GET /api/pools', { tenant, query: { first: 'shortest', after: 'x' } })).toMatchObject({
    status: 400,
    body: { at: '?after' },
  });
});

test('every profile is told with its rules', async () => {
  const { status, body } = await world.call('GET /api/profiles', { tenant });
  expect(status).toBe(200);
  expect(Object(body).profiles.map(({ id }: { id: string }) => id)).toEqual(
    expect.arrayContaining(['us', 'eu', 'ru', 'cn-platform']),
  );
});

test('fifty callers at once, with a rotation between them, never get the same serial', async () => {
  await put('packs', random);
  const { pools } = world.needs();
  const callers = Array.from({ length: 50 }, (_, i) => world.draw(tenant, 'packs', 4_000 + i, `r${i}`));
  const rotation = act('packs', 'rotate', { reason: 'drill', generation: 2 });
  const blocks = await Promise.all(callers);
  await rotation;
  const pool = await pools.get(tenant, 'packs');
  const seen = new Set<string>();
  let asked = 0;
  for (const [i, block] of blocks.entries()) {
    asked += 4_000 + i;
    for await (const { serials } of expandSerials({ pools, cipher: openCipher }, tenant, pool, block))
      for (const { code } of serials) seen.add(code);
  }
  expect(asked).toBeGreaterThan(200_000);
  expect(seen.size).toBe(asked);
  expect(pool.next).toBeGreaterThanOrEqual(asked);
}, 120_000);
