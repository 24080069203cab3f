import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { audit } from '#common/store/audit.ts';
import { REST_MS } from '#common/store/serial-blocks-free.ts';
import { serialRequestPage } from '#shared/messages/serials-api.ts';
import { serialPage } from '#shared/messages/site-api.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { type SerialsWorld, startSerialsWorld } from '../../test/kit/serials-world.ts';

let world: SerialsWorld;
let house: Awaited<ReturnType<SerialsWorld['house']>>;
beforeAll(async () => {
  world = await startSerialsWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  house = await world.house();
  for (const [i, body] of [
    { site: 'plant-a', line: 'l1', order: 'o1' },
    { site: 'plant-a', line: 'l2', order: 'o1' },
    { site: 'plant-b', line: 'l1', order: 'o2' },
    { site: 'plant-b', pool: 'sscc' },
  ].entries()) {
    world.forward(1000);
    await house.request({ requestId: `r${i}`, ...body });
  }
});

const page = async (query: Record<string, string>) => {
  const answer = await world.ask('GET /api/serial-requests', { tenant: house.tenant, query });
  return v.parse(serialRequestPage, answer.body);
};
const idsOf = async (query: Record<string, string>) => (await page(query)).requests.map(({ requestId }) => requestId);

describe('requests', () => {
  test.each<[Record<string, string>, string[]]>([
    [{}, ['r3', 'r2', 'r1', 'r0']],
    [{ pool: 'sscc' }, ['r3']],
    [{ site: 'plant-a' }, ['r1', 'r0']],
    [{ line: 'l1' }, ['r2', 'r0']],
    [{ site: 'plant-b', line: 'l1' }, ['r2']],
    [{ order: 'o1' }, ['r1', 'r0']],
    [{ order: 'o1', site: 'plant-b' }, []],
    [{ partner: 'nobody' }, []],
  ])('by %j are found, the newest first', async (query, ids) => {
    expect(await idsOf(query)).toEqual(ids);
  });

  test('come page by page, each once, and a token holds for its own list alone', async () => {
    const first = await page({ limit: '3' });
    const second = await page({ limit: '3', after: first.next ?? '' });
    expect([...first.requests, ...second.requests].map(({ requestId }) => requestId)).toEqual(['r3', 'r2', 'r1', 'r0']);
    expect(second.next).toBeUndefined();
    const strange = await world.ask('GET /api/serial-requests', {
      tenant: house.tenant,
      query: { site: 'plant-a', after: first.next ?? '' },
    });
    expect(strange).toMatchObject({ status: 400 });
  });

  test.each([{ limit: '0' }, { limit: '201' }, { pool: 'a b' }])('asked for by %j are refused', async (query) => {
    expect(await world.ask('GET /api/serial-requests', { tenant: house.tenant, query })).toMatchObject({ status: 400 });
  });

  test('of another tenant are not found', async () => {
    const other = await world.house();
    expect(await other.of('GET /api/serial-requests/{requestId}', 'r0')).toMatchObject({ status: 404 });
  });
});

describe('a block', () => {
  const show = async (requestId: string) => (await house.of('GET /api/serial-requests/{requestId}', requestId)).body;
  const fetchPage = (requestId: string, from: string, limit: string) =>
    house.of('GET /api/serial-requests/{requestId}/serials', requestId, { query: { from, limit } });

  test('is delivered when its last page follows all others', async () => {
    expect(await show('r0')).toMatchObject({ state: 'allocated' });
    await fetchPage('r0', '5', '5');
    expect(await show('r0')).toMatchObject({ state: 'allocated' });
    await fetchPage('r0', '0', '5');
    await fetchPage('r0', '5', '5');
    expect(await show('r0')).toMatchObject({ state: 'delivered', deliveredAt: expect.any(String) });
  });

  test('is delivered when that is acknowledged, and saying it again changes nothing', async () => {
    const acknowledge = () => house.of('POST /api/serial-requests/{requestId}/delivered', 'r1');
    const first = await acknowledge();
    world.forward(1000);
    expect(await acknowledge()).toEqual(first);
    expect(first).toMatchObject({ status: 200, body: { state: 'delivered' } });
  });

  test('that is closed stays closed', async () => {
    await house.of('POST /api/serial-requests/{requestId}/closed', 'r1');
    await house.of('POST /api/serial-requests/{requestId}/delivered', 'r1');
    expect(await show('r1')).toMatchObject({ state: 'closed' });
  });

  test('tells how many of its numbers were used, returned and destroyed, and how many are open', async () => {
    world.forward(1000);
    await house.request({ requestId: 'n', count: 10 });
    const page = await house.of('GET /api/serial-requests/{requestId}/serials', 'n');
    const { serials, first } = v.parse(serialPage, page.body);
    expect(await show('n')).toMatchObject({ numbers: { consumed: 0, returned: 0, destroyed: 0, open: 10 } });
    const give = (what: string, from: number, to: number) =>
      house.of(`POST /api/serial-requests/{requestId}/${what}`, 'n', {
        body: { id: what, reason: 'left over', ranges: [{ first: first + from, last: first + to }] },
      });
    await house.commission(serials.slice(0, 4));
    await give('returns', 8, 9);
    await give('destructions', 7, 7);
    const numbers = { consumed: 4, returned: 2, destroyed: 1, open: 3 };
    expect(await show('n')).toMatchObject({ state: 'delivered', numbers });
    const { body } = await world.ask('GET /api/serial-requests', { tenant: house.tenant, query: { limit: '1' } });
    expect(body).toMatchObject({ requests: [{ requestId: 'n', state: 'delivered', numbers }] });
    await house.commission(serials.slice(4, 7));
    expect(await show('n')).toMatchObject({ state: 'consumed', numbers: { consumed: 7, open: 0 } });
  });

  test('of which nothing was ever used is closed, not consumed, though nothing is open', async () => {
    const body = { id: 'all', reason: 'cancelled', ranges: [{ first: 0, last: 9 }] };
    await house.of('POST /api/serial-requests/{requestId}/returns', 'r0', { body });
    expect(await show('r0')).toMatchObject({ state: 'closed', numbers: { consumed: 0, returned: 10, open: 0 } });
  });

  test('that took what another returned counts it alone', async () => {
    const body = { id: 'half', reason: 'left over', ranges: [{ first: 0, last: 4 }] };
    await house.of('POST /api/serial-requests/{requestId}/returns', 'r0', { body });
    world.forward(REST_MS);
    await house.request({ requestId: 'again', count: 5 });
    const page = await house.of('GET /api/serial-requests/{requestId}/serials', 'again');
    const { serials, first } = v.parse(serialPage, page.body);
    expect(first).toBe(0);
    await house.commission(serials);
    expect(await show('again')).toMatchObject({ state: 'consumed', numbers: { consumed: 5, open: 0 } });
    expect(await show('r0')).toMatchObject({ numbers: { consumed: 0, returned: 5, open: 5 } });
  });

  test('that is too large to be counted for one answer tells what was given back', async () => {
    await house.request({ requestId: 'large', count: 1_000_001 });
    expect(await show('large')).toMatchObject({ state: 'allocated', numbers: { returned: 0, destroyed: 0 } });
    expect(await show('large')).not.toHaveProperty('numbers.open');
  });

  test('that is closed stands in the audit trail once, with who closed it', async () => {
    for (let i = 0; i < 2; i++) await house.of('POST /api/serial-requests/{requestId}/closed', 'r0');
    const { entries } = await audit(world.engine.db, tables.registry).ofMonth(house.tenant, '2026-03', 100);
    const closed = entries.filter(({ act }) => act === 'block-closed');
    expect(closed).toMatchObject([{ act: 'block-closed', subject: 'serial-request r0', detail: { pool: 'packs' } }]);
  });

  test('for a partner whom nobody knows is refused', async () => {
    expect(await house.request({ requestId: 'p', partner: 'nobody' })).toMatchObject({
      status: 404,
      body: { at: '/partner' },
    });
  });

  test('for another market than the pool’s is refused', async () => {
    expect(await house.request({ requestId: 'm', market: 'eu' })).toMatchObject({
      status: 409,
      body: { at: '/market' },
    });
  });
});
