import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { audit } from '#common/store/audit.ts';
import { REST_MS } from '#common/store/serial-blocks-free.ts';
import { serialBlockDetails } from '#shared/messages/serials-api.ts';
import { serialBlock, serialPage } from '#shared/messages/site-api.ts';
import { brokenClient } from '../../test/kit/broken-client.ts';
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
});

const RETURNS = 'POST /api/serial-requests/{requestId}/returns';
const DESTRUCTIONS = 'POST /api/serial-requests/{requestId}/destructions';
const SERIALS = 'GET /api/serial-requests/{requestId}/serials';

const drawn = async (body: object) => v.parse(serialBlock, (await house.request(body)).body);
const block = async (requestId: string) =>
  v.parse(serialBlockDetails, (await house.of('GET /api/serial-requests/{requestId}', requestId)).body);
const back = (requestId: string, body: object, route = RETURNS) =>
  house.of(route, requestId, { body: { id: 'b1', reason: 'lot cancelled', ...body } });
/** Until what came back may be drawn. */
const rest = () => world.forward(REST_MS);
const serialsOf = async (requestId: string) => v.parse(serialPage, (await house.of(SERIALS, requestId)).body).serials;

describe('numbers given back', () => {
  test('are issued again before the counter moves, each once', async () => {
    await drawn({ requestId: 'a', count: 100 });
    const before = await serialsOf('a');
    expect(await back('a', { ranges: [{ first: 40, last: 79 }] })).toMatchObject({ status: 201 });
    rest();
    expect(await drawn({ requestId: 'b', count: 15 })).toMatchObject({ first: 40, last: 54 });
    expect(await drawn({ requestId: 'c', count: 25 })).toMatchObject({ first: 55, last: 79 });
    expect(await drawn({ requestId: 'd', count: 1 })).toMatchObject({ first: 100, last: 100 });
    expect(await serialsOf('b')).toEqual(before.slice(40, 55));
    expect(await serialsOf('a')).toEqual(before.slice(0, 40));
  });

  test('are drawn from the smallest range that holds enough; a larger request moves the counter', async () => {
    await drawn({ requestId: 'a', count: 100 });
    await back('a', {
      ranges: [
        { first: 0, last: 29 },
        { first: 50, last: 59 },
      ],
    });
    rest();
    expect(await drawn({ requestId: 'b', count: 8 })).toMatchObject({ first: 50, last: 57 });
    expect(await drawn({ requestId: 'c', count: 31 })).toMatchObject({ first: 100, last: 130 });
  });

  test('by their serials are the ranges those fill', async () => {
    await drawn({ requestId: 'a', count: 20 });
    const serials = await serialsOf('a');
    await back('a', { serials: [...serials.slice(3, 6), serials[10]] });
    expect((await block('a')).parts).toMatchObject([
      { first: 3, last: 5 },
      { first: 10, last: 10 },
    ]);
  });

  test('are told with who, when and why, and stand in the audit trail', async () => {
    await drawn({ requestId: 'a' });
    await back('a', { ranges: [{ first: 0, last: 4 }] });
    const part = { first: 0, last: 4, fate: 'returned', reason: 'lot cancelled', by: `${house.tenant}-client` };
    expect(await block('a')).toMatchObject({ state: 'allocated', parts: [part] });
    const { entries } = await audit(world.engine.db, tables.registry).ofMonth(house.tenant, '2026-03', 10);
    const told = entries.filter(({ act }) => act === 'serials-returned');
    expect(told).toMatchObject([{ subject: 'serial-request a' }]);
  });

  test('under one id are given back once, however often it is sent', async () => {
    await drawn({ requestId: 'a' });
    const sent = await Promise.all([1, 2, 3].map(() => back('a', { ranges: [{ first: 0, last: 4 }] })));
    expect(sent.map(({ status }) => status).toSorted()).toEqual([200, 200, 201]);
    expect((await block('a')).parts).toHaveLength(1);
    rest();
    expect(await drawn({ requestId: 'b', count: 5 })).toMatchObject({ first: 0 });
    expect(await drawn({ requestId: 'c', count: 5 })).toMatchObject({ first: 10 });
    const another = await house.of(DESTRUCTIONS, 'a', {
      body: { id: 'b1', reason: 'spilt', ranges: [{ first: 0, last: 4 }] },
    });
    expect(another).toMatchObject({ status: 409, body: { at: '/id' } });
  });

  test('under one id with other numbers, serials or another reason are refused, and nothing changes', async () => {
    await drawn({ requestId: 'a' });
    const serials = await serialsOf('a');
    const first = { ranges: [{ first: 0, last: 4 }] };
    await back('a', first);
    expect(await back('a', { serials: serials.slice(0, 5) })).toMatchObject({ status: 200 });
    for (const other of [
      { ranges: [{ first: 0, last: 5 }] },
      { ranges: [{ first: 5, last: 9 }] },
      { ...first, serials: serials.slice(7, 8) },
      { ...first, reason: 'labels spoilt' },
    ])
      expect(await back('a', other)).toMatchObject({ status: 409, body: { at: '/id' } });
    expect((await block('a')).parts).toHaveLength(1);
  });

  test('to the last close the block; of a closed one nothing more comes back', async () => {
    await drawn({ requestId: 'a' });
    await back('a', { ranges: [{ first: 0, last: 4 }] });
    await house.of(DESTRUCTIONS, 'a', { body: { id: 'b2', reason: 'spilt', ranges: [{ first: 5, last: 9 }] } });
    expect(await block('a')).toMatchObject({ state: 'closed' });
    await drawn({ requestId: 'b', count: 10 });
    await house.of('POST /api/serial-requests/{requestId}/closed', 'b');
    expect(await back('b', { ranges: [{ first: 10, last: 10 }] })).toMatchObject({ status: 409 });
  });

  test('destroyed are never issued again', async () => {
    await drawn({ requestId: 'a' });
    await back('a', { ranges: [{ first: 0, last: 9 }] }, DESTRUCTIONS);
    rest();
    expect(await drawn({ requestId: 'b', count: 1 })).toMatchObject({ first: 10 });
  });

  test('come back again after they were drawn a second time', async () => {
    await drawn({ requestId: 'a', count: 30 });
    await back('a', { ranges: [{ first: 10, last: 19 }] });
    rest();
    await drawn({ requestId: 'b', count: 10 });
    await back('b', { ranges: [{ first: 12, last: 14 }] });
    rest();
    expect(await drawn({ requestId: 'c', count: 3 })).toMatchObject({ first: 12, last: 14 });
    const { blocks } = world.needs();
    const holders = await Promise.all(
      [9, 10, 11, 12, 14, 15, 19, 20, 29].map((at) => blocks.ofCounter(house.tenant, 'packs', at)),
    );
    expect(holders.map((one) => one?.requestId)).toEqual(['a', 'b', 'b', 'c', 'c', 'b', 'b', 'a', 'a']);
  });

  test('wait while their pool is frozen, and when its key was changed', async () => {
    await drawn({ requestId: 'a' });
    await back('a', { ranges: [{ first: 0, last: 9 }] });
    rest();
    const { pools } = world.needs();
    await pools.changeState(house.tenant, await pools.get(house.tenant, 'packs'), 'frozen');
    expect(await house.request({ requestId: 'b' })).toMatchObject({
      status: 409,
      body: { remedy: expect.stringContaining('thaw') },
    });
    await pools.changeState(house.tenant, await pools.get(house.tenant, 'packs'), 'active');
    await pools.rotate(house.tenant, await pools.get(house.tenant, 'packs'), 'another');
    expect(await drawn({ requestId: 'b' })).toMatchObject({ first: 10 });
  });

  test('wanted by many at once go to one of them', async () => {
    await drawn({ requestId: 'a', count: 40 });
    await back('a', {
      ranges: [
        { first: 0, last: 9 },
        { first: 20, last: 29 },
      ],
    });
    rest();
    const blocks = await Promise.all(Array.from({ length: 8 }, (_, i) => drawn({ requestId: `n${i}` })));
    expect(new Set(blocks.map(({ first }) => first)).size).toBe(8);
    expect(blocks.map(({ first }) => first)).toEqual(expect.arrayContaining([0, 20]));
  });
});

describe('what is refused', () => {
  beforeEach(() => drawn({ requestId: 'a', count: 10 }));

  test.each([
    ['no numbers', {}, 400, '/'],
    ['no reason', { ranges: [{ first: 0, last: 1 }], reason: '' }, 400, '/reason'],
    ['a range that ends before it begins', { ranges: [{ first: 5, last: 4 }] }, 400, '/ranges/0'],
    ['a range beyond the block', { ranges: [{ first: 5, last: 10 }] }, 409, '/ranges/0'],
    [
      'a number named twice',
      {
        ranges: [
          { first: 0, last: 5 },
          { first: 5, last: 6 },
        ],
      },
      400,
      '/ranges/1',
    ],
    ['a serial of nobody', { serials: ['AAAAAAAAAAAAA'] }, 409, '/serials/0'],
    ['a fraction', { ranges: [{ first: 0.5, last: 2 }] }, 400, '/ranges/0/first'],
  ])('%s', async (_, body, status, at) => {
    expect(await back('a', body)).toMatchObject({ status, body: { at } });
    expect((await block('a')).parts).toEqual([]);
  });

  test('what was given back before', async () => {
    await back('a', { ranges: [{ first: 0, last: 4 }] });
    expect(await back('a', { id: 'b2', ranges: [{ first: 4, last: 6 }] })).toMatchObject({ status: 409 });
    expect(await back('a', { id: 'b3', ranges: [{ first: 4, last: 4 }] }, DESTRUCTIONS)).toMatchObject({ status: 409 });
  });

  test('what the ledger knows as used, naming it', async () => {
    const serials = await serialsOf('a');
    await house.commission(serials.slice(2, 4));
    const refused = await back('a', { ranges: [{ first: 0, last: 9 }] });
    expect(refused).toMatchObject({ status: 409, body: { detail: expect.stringContaining('2, 3') } });
    expect(await back('a', { ranges: [{ first: 4, last: 9 }] })).toMatchObject({ status: 201 });
  });

  test('blocks of others', async () => {
    const other = await world.house();
    expect(
      await other.of(RETURNS, 'a', { body: { id: 'b1', reason: 'mine', ranges: [{ first: 0, last: 1 }] } }),
    ).toMatchObject({ status: 404 });
  });
});

describe('a crash', () => {
  test.each([0, 1, 2])(
    'before write %i of a return leaves all or nothing, and sending it again completes it',
    async (nth) => {
      await drawn({ requestId: 'a' });
      let writes = 0;
      const db = brokenClient(world.engine, (command) => /Write|Put|Update/.test(command) && writes++ === nth);
      const more = { body: { id: 'b1', reason: 'lot cancelled', ranges: [{ first: 0, last: 4 }] } };
      await house.of(RETURNS, 'a', more, db).catch(() => undefined);
      expect([200, 201]).toContain((await house.of(RETURNS, 'a', more)).status);
      expect((await block('a')).parts).toHaveLength(1);
      rest();
      expect(await drawn({ requestId: 'b', count: 5 })).toMatchObject({ first: 0 });
      expect(await drawn({ requestId: 'c', count: 5 })).toMatchObject({ first: 10 });
    },
  );

  test('before the write of a request loses no number, and asking again answers one block', async () => {
    await drawn({ requestId: 'a' });
    await back('a', { ranges: [{ first: 0, last: 9 }] });
    rest();
    const db = brokenClient(world.engine, (command) => command.startsWith('Transact'));
    await expect(house.request({ requestId: 'b' }, db)).rejects.toThrow('crashed');
    expect(await drawn({ requestId: 'b' })).toMatchObject({ first: 0, last: 9 });
  });
});
