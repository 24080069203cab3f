import { createHash } from 'node:crypto';
import fc from 'fast-check';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenGrants } from '#common/store/given-grants.ts';
import { serialBlock, serialPage } from '#shared/messages/site-api.ts';
import { newImportedPool, newRandomPool, newSsccPool } from '#shared/serials/new-pool.ts';
import { aGrant, anOrder, exampleGtin } from '../../test/kit/builders.ts';
import type { call } from '../../test/kit/call.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { type SerialsWorld, startSerialsWorld } from '../../test/kit/serials-world.ts';
import { good } from '../../test/kit/unit-maker.ts';

let world: SerialsWorld;
beforeAll(async () => {
  world = await startSerialsWorld();
  const { pools } = world.needs();
  const alphabet = '0123456789ABCDEFGHJKLMNPRSTUVWXY';
  await pools.create('acme-pharma', good(newRandomPool({ id: 'packs', gtin: exampleGtin, alphabet, length: 13 })));
  await pools.create('acme-pharma', good(newRandomPool({ id: 'tiny', gtin: exampleGtin, alphabet, length: 4 })));
  await pools.create('acme-pharma', good(newSsccPool({ id: 'sscc', companyPrefix: '9521321', extensionDigit: '0' })));
  const { put } = givenGrants(world.engine.db, tables.registry);
  await put('acme-pharma', { grantee: 'packright', ...aGrant('serials:request') });
});
afterAll(() => world.stop());

const api = (route: string, more: Parameters<typeof call>[2] = {}) => world.ask(route, more);

/** An order of the owner's that a packer packs. */
async function orderOf(packer: string): Promise<string> {
  const order = anOrder({ order: `of-${packer}`, lot: `OF-${packer}`, packer, owner: 'acme-pharma', site: 'site-1' });
  await world.needs().lots.create('acme-pharma', order, new Date());
  return order.order;
}

const ask = (body: object, more: Parameters<typeof call>[2] = {}) =>
  api('POST /api/serial-requests', { body: { pool: 'packs', count: 10, site: 'site-1', ...body }, ...more });

async function pages(requestId: string, limit: number): Promise<string[]> {
  const serials: string[] = [];
  for (let from: number | undefined; ; ) {
    const query = { limit: String(limit), ...(from !== undefined && { from: String(from) }) };
    const answer = await api('GET /api/serial-requests/{requestId}/serials', { path: { requestId }, query });
    const page = v.parse(serialPage, answer.body);
    serials.push(...page.serials);
    from = page.next;
    if (from === undefined) return serials;
  }
}

describe('a serial request', () => {
  test('asked again with its id answers the same block and moves nothing', async () => {
    const first = await ask({ requestId: 'r1' });
    expect(first).toMatchObject({ status: 201, body: { requestId: 'r1' } });
    expect(await ask({ requestId: 'r1' })).toEqual({ ...first, status: 200 });
  });

  test('whose id stands for another request is refused', async () => {
    const first = await ask({ requestId: 'r2', line: 'l1', order: 'o1' });
    for (const other of [
      { count: 11 },
      { pool: 'sscc' },
      { site: 'site-2' },
      { line: 'l2' },
      { line: undefined },
      { order: 'o2' },
      { partner: 'medico' },
      { market: 'eu' },
    ])
      expect(await ask({ requestId: 'r2', line: 'l1', order: 'o1', ...other })).toMatchObject({
        status: 409,
        body: { at: '/requestId' },
      });
    expect(await ask({ requestId: 'r2', line: 'l1', order: 'o1' })).toEqual({ ...first, status: 200 });
  });

  test('has pages with a checksum of what they hold', async () => {
    await ask({ requestId: 'summed', count: 3 });
    const { body } = await api('GET /api/serial-requests/{requestId}/serials', { path: { requestId: 'summed' } });
    const { sha256, ...page } = v.parse(serialPage, body);
    expect(sha256).toBe(
      createHash('sha256')
        .update(`${page.first}\n${page.serials.join('\n')}`)
        .digest('hex'),
    );
  });

  test('of many lines at once gives each its own block, none overlapping', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => ask({ requestId: `at-once-${i}` })));
    const blocks = answers.map(({ body }) => v.parse(serialBlock, body)).sort((a, b) => a.first - b.first);
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(201));
    for (const [i, block] of blocks.entries()) expect(block.first).toBeGreaterThan(blocks[i - 1]?.last ?? -1);
  });

  test('of fifty callers at once gives each its own block, and no serial twice', { timeout: 60_000 }, async () => {
    const house = await world.house();
    const caller = async (_: unknown, i: number) => {
      for (;;) {
        const answer = await house.request({ requestId: `n${i}`, count: 4000 });
        // Whoever is told that the pool is busy asks again, as a line does.
        if (answer.status !== 503) return answer;
      }
    };
    const answers = await Promise.all(Array.from({ length: 50 }, caller));
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(201));
    const seen = new Set<string>();
    for (const { body } of answers) {
      const { requestId } = v.parse(serialBlock, body);
      const answer = await house.of('GET /api/serial-requests/{requestId}/serials', requestId);
      for (const serial of v.parse(serialPage, answer.body).serials) seen.add(serial);
    }
    expect(seen.size).toBe(200_000);
  });

  test('sent twice at the same moment is one block', async () => {
    const [one, other] = await Promise.all([ask({ requestId: 'twin' }), ask({ requestId: 'twin' })]);
    expect(one.body).toEqual(other.body);
  });

  test('for more than the pool may ever issue is refused with what is left', async () => {
    // 32^4 values, one in 10,000 of them may be issued: 104.
    const answer = await ask({ requestId: 'greedy', pool: 'tiny', count: 1000 });
    expect(answer).toMatchObject({
      status: 409,
      body: { title: 'The serial pool is exhausted', detail: expect.stringContaining('104') },
    });
  });

  test('from an empty pool that somebody refills begins the refill, and says that it is under way', async () => {
    const tenant = 'acme-pharma';
    const { pools, refills } = world.needs();
    await pools.create(tenant, good(newImportedPool({ id: 'bought', gtin: exampleGtin })));
    const issuer = { kind: 'seriate', url: 'https://l4.example', pool: 'theirs', secret: 's' };
    await pools.settings(tenant, await pools.get(tenant, 'bought'), { threshold: 10, refill: { issuer, amount: 50 } });
    const answer = await ask({ requestId: 'early', pool: 'bought', count: 1 });
    expect(answer).toMatchObject({
      status: 409,
      body: { remedy: expect.stringContaining('wait for the refill of 50') },
    });
    const begun = (await refills.list(tenant, 10)).refills;
    expect(begun).toMatchObject([{ pool: 'bought', state: 'wanted', amount: 50 }]);
    expect(world.woken).toContainEqual({ tenant, refillId: begun[0]?.refillId });
    await ask({ requestId: 'early', pool: 'bought', count: 1 });
    expect((await refills.list(tenant, 10)).refills).toHaveLength(1);
  });

  test.each([
    ['an unknown pool', { pool: 'nowhere' }, 404],
    ['no count', { count: undefined }, 400],
    ['a fraction', { count: 1.5 }, 400],
    ['a blank in the id', { requestId: 'a b' }, 400],
  ])('with %s is refused', async (_, change, status) => {
    expect(await ask({ requestId: 'bad', ...change })).toMatchObject({ status });
  });

  test('of a contract packer needs the owner’s grant', async () => {
    const acting = { headers: { 'seriate-acting-for': 'acme-pharma' }, role: 'administrator' };
    const order = await orderOf('packright');
    expect(await ask({ requestId: 'cmo', order }, { ...acting, tenant: 'packright' })).toMatchObject({ status: 201 });
    expect(await ask({ requestId: 'thief', order }, { ...acting, tenant: 'medico' })).toMatchObject({ status: 403 });
    expect(await ask({ requestId: 'own' }, { tenant: 'medico' })).toMatchObject({ status: 404 });
  });
});

describe('a block with numbers that an older key issued', () => {
  test('is paged without them, in stretches of counters without a gap', async () => {
    const house = await world.house();
    const { blocks, pools } = world.needs();
    const request = { requestId: 'skipping', pool: 'packs', count: 8, site: 's' };
    const pool = await pools.get(house.tenant, 'packs');
    await blocks.allocate(house.tenant, {
      pool,
      request,
      from: { counter: { first: 0, last: 9, skips: [3, 4] } },
      at: new Date(),
    });
    const page = async (query: Record<string, string>) =>
      v.parse(serialPage, (await house.of('GET /api/serial-requests/{requestId}/serials', 'skipping', { query })).body);
    const [first, second] = [await page({}), await page({ from: '3' })];
    expect([first.first, first.serials.length, first.next]).toEqual([0, 3, 5]);
    expect([second.first, second.serials.length, second.next]).toEqual([5, 5, undefined]);
    expect(await blocks.ofCounter(house.tenant, 'packs', 3)).toBeUndefined();
  });
});

describe('the serials of a block', () => {
  test('come in pages of any size, always the same and never one twice', async () => {
    await ask({ requestId: 'paged', count: 300 });
    const whole = await pages('paged', 5000);
    expect(new Set(whole).size).toBe(300);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 300 }), async (limit) => {
        expect(await pages('paged', limit)).toEqual(whole);
      }),
      { numRuns: 8 },
    );
  });

  test('of an SSCC pool are 18 digits with the company prefix', async () => {
    await ask({ requestId: 'pallets', pool: 'sscc', count: 3 });
    for (const sscc of await pages('pallets', 2)) expect(sscc).toMatch(/^09521321\d{10}$/);
  });

  test.each([
    [{ from: '999999' }, 400],
    [{ limit: '0' }, 400],
    [{ from: '-1' }, 400],
  ])('%j is refused', async (query, status) => {
    await ask({ requestId: 'page-me' });
    const more = { path: { requestId: 'page-me' }, query };
    expect(await api('GET /api/serial-requests/{requestId}/serials', more)).toMatchObject({ status });
  });

  test('of an unknown request are not found', async () => {
    const more = { path: { requestId: 'never' } };
    expect(await api('GET /api/serial-requests/{requestId}/serials', more)).toMatchObject({ status: 404 });
  });
});
