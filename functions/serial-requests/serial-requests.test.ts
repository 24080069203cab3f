import fc from 'fast-check';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { registry } from '#common/store/registry.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { serialBlock, serialPage } from '#shared/messages/site-api.ts';
import { isRefusal } from '#shared/refusal.ts';
import { newRandomPool, newSsccPool, type Pool } from '#shared/serials/pool.ts';
import { aGrant, exampleGtin } from '../../test/kit/builders.ts';
import { call } from '../../test/kit/call.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { pageSerials } from './page-serials.ts';
import { requestSerials } from './request-serials.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
  const pools = serialPools(engine.db, tables.serials);
  const alphabet = '0123456789ABCDEFGHJKLMNPRSTUVWXY';
  await pools.create('acme-pharma', good(newRandomPool({ id: 'packs', gtin: exampleGtin, alphabet, length: 13 })));
  await pools.create('acme-pharma', good(newRandomPool({ id: 'tiny', gtin: exampleGtin, alphabet, length: 4 })));
  await pools.create('acme-pharma', good(newSsccPool({ id: 'sscc', companyPrefix: '9521321', extensionDigit: '0' })));
  await registry(engine.db, tables.registry).putGrant('acme-pharma', 'packright', aGrant('serials:request'));
});
afterAll(() => engine.stop());

const good = (pool: ReturnType<typeof newRandomPool> | ReturnType<typeof newSsccPool>): Pool => {
  if (isRefusal(pool)) throw new Error(pool.detail);
  return pool;
};

function api(route: string, more: Parameters<typeof call>[2] = {}) {
  const pools = serialPools(engine.db, tables.serials);
  const cipher = poolCipher(async () => new Uint8Array(64).fill(7));
  const handler = httpHandler(
    {
      'POST /api/serial-requests': { permission: 'serials:request', endpoint: requestSerials({ pools }) },
      'GET /api/serial-requests/{requestId}/serials': {
        permission: 'serials:request',
        endpoint: pageSerials({ pools, cipher }),
      },
    },
    registry(engine.db, tables.registry).granted,
  );
  return call(handler, route, more);
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
    await ask({ requestId: 'r2' });
    expect(await ask({ requestId: 'r2', count: 11 })).toMatchObject({ status: 409, body: { at: '/requestId' } });
  });

  test('of many lines at once gives each its own block, none overlapping', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => ask({ requestId: `at-once-${i}` })));
    const blocks = answers.map(({ body }) => v.parse(serialBlock, body)).sort((a, b) => a.first - b.first);
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(201));
    for (const [i, block] of blocks.entries()) expect(block.first).toBeGreaterThan(blocks[i - 1]?.last ?? -1);
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

  test.each([
    ['an unknown pool', { pool: 'nowhere' }, 404],
    ['no count', { count: undefined }, 400],
    ['a fraction', { count: 1.5 }, 400],
    ['a blank in the id', { requestId: 'a b' }, 400],
  ])('with %s is refused', async (_, change, status) => {
    expect(await ask({ requestId: 'bad', ...change })).toMatchObject({ status });
  });

  test('of a contract packer needs the owner’s grant', async () => {
    const acting = { headers: { 'seriate-acting-for': 'acme-pharma' }, role: 'site' };
    expect(await ask({ requestId: 'cmo' }, { ...acting, tenant: 'packright' })).toMatchObject({ status: 201 });
    expect(await ask({ requestId: 'thief' }, { ...acting, tenant: 'medico' })).toMatchObject({ status: 403 });
    expect(await ask({ requestId: 'own' }, { tenant: 'medico' })).toMatchObject({ status: 404 });
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
