import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { REST_MS } from '#common/store/serial-blocks-free.ts';
import { serialBlock, serialPage } from '#shared/messages/site-api.ts';
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

const drawn = async (body: object) => v.parse(serialBlock, (await house.request(body)).body);
const back = (requestId: string, first: number, last: number) =>
  house.of('POST /api/serial-requests/{requestId}/returns', requestId, {
    body: { id: `b${first}`, reason: 'lot cancelled', ranges: [{ first, last }] },
  });
const serialsOf = async (requestId: string) =>
  v.parse(serialPage, (await house.of('GET /api/serial-requests/{requestId}/serials', requestId)).body).serials;

describe('a returned number that an event names afterwards', () => {
  test('is never issued again; its neighbours are', async () => {
    await drawn({ requestId: 'a', count: 10 });
    const serials = await serialsOf('a');
    await back('a', 5, 9);
    await house.commission(serials.slice(5, 6));
    world.forward(REST_MS);
    expect(await drawn({ requestId: 'b', count: 5 })).toMatchObject({ first: 10, last: 14 });
    expect(await drawn({ requestId: 'c', count: 4 })).toMatchObject({ first: 6, last: 9 });
    const { blocks } = world.needs();
    expect((await blocks.ofCounter(house.tenant, 'packs', 5))?.requestId).toBe('a');
  });

  test('parts its range, however many there are', async () => {
    await drawn({ requestId: 'a', count: 250 });
    const serials = await serialsOf('a');
    await back('a', 0, 249);
    await house.commission(serials.filter((_, i) => i % 2 === 0 && i < 240));
    world.forward(REST_MS);
    expect(await drawn({ requestId: 'b', count: 250 })).toMatchObject({ first: 250 });
    expect(await drawn({ requestId: 'c', count: 9 })).toMatchObject({ first: 239, last: 247 });
    const singles = await Promise.all([1, 2, 3, 4].map((i) => drawn({ requestId: `s${i}`, count: 1 })));
    for (const { first } of singles) expect(first % 2).toBe(1);
  });
});

test('what a pool gave out is counted by its days; numbers that came back and go out again are not', async () => {
  const day = 24 * 3_600_000;
  const use = async () => (await world.needs().pools.get(house.tenant, 'packs')).use?.counts;
  expect(await use()).toBeUndefined();
  await drawn({ requestId: 'a', count: 10 });
  await drawn({ requestId: 'b', count: 5 });
  await back('a', 0, 9);
  world.forward(Math.max(2 * day, REST_MS));
  expect(await drawn({ requestId: 'c', count: 10 })).toMatchObject({ first: 0 });
  expect(await use()).toEqual([15]);
  await drawn({ requestId: 'd', count: 7 });
  expect(await use()).toEqual([7, 0, 15]);
});

describe('a returned range', () => {
  test('rests for a day, so that events on their way arrive before it is drawn', async () => {
    await drawn({ requestId: 'a', count: 10 });
    await back('a', 0, 9);
    world.forward(REST_MS - 1);
    expect(await drawn({ requestId: 'b', count: 10 })).toMatchObject({ first: 10 });
    world.forward(1);
    expect(await drawn({ requestId: 'c', count: 3 })).toMatchObject({ first: 0 });
    expect(await drawn({ requestId: 'd', count: 7 })).toMatchObject({ first: 3 });
  });

  test('that rests does not hide a larger one that has rested', async () => {
    await drawn({ requestId: 'a', count: 30 });
    await back('a', 0, 19);
    world.forward(REST_MS);
    await back('a', 25, 29);
    expect(await drawn({ requestId: 'b', count: 5 })).toMatchObject({ first: 0 });
  });
});
