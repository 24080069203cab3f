import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { aHouse } from '../../test/kit/delivery-world.ts';
import { aCountry, type NmvsWorld, startNmvsWorld } from '../../test/kit/nmvs-world.ts';

let world: NmvsWorld;
let de: Awaited<ReturnType<typeof aCountry>>;
beforeAll(async () => {
  world = await startNmvsWorld();
});
afterAll(() => world.stop());
afterEach(() => de.close());

const because = 'scanned by mistake';
const move = (alertId: string, body: object) =>
  de.ask('POST /api/nmvs/alerts/{alertId}/state', { path: { alertId }, body: { reason: because, ...body } });
const show = (alertId: string) => de.ask('GET /api/nmvs/alerts/{alertId}', { path: { alertId } });
const list = async (query: Record<string, string> = {}) => {
  const { body } = await de.ask('GET /api/nmvs/alerts', { query });
  return { alerts: Array.isArray(body['alerts']) ? body['alerts'] : [], next: body['next'] };
};
const idsOf = async (query: Record<string, string>) => (await list(query)).alerts.map(({ alertId }) => alertId);

/** Packs that nobody made, of a lot that is known; the ids of the alerts that were raised. */
async function raised(count: number): Promise<string[]> {
  const house = await aHouse(world.world, { units: 2 });
  de = await aCountry(world, house.tenant);
  de.sandbox.load(house.gtin, house.lot, '281231', ['KNOWN']);
  await de.access({ alertsUrl: de.sandbox.alertsUrl });
  const { gtin: product, lot: batch } = house;
  for (let n = 0; n < count; n++) {
    const pack = { product, batch, expiry: '281231', serial: `NOBODYS${n}` };
    await de.pack({ id: `a${n}`, act: 'verify', pack });
  }
  await de.fetch();
  return de.sandbox.alerts().map(({ alertId }) => alertId);
}

describe('alerts', () => {
  test('are shown one by one, with meaning, cause and what was done', async () => {
    const [first = ''] = await raised(1);
    expect(await show(first)).toMatchObject({
      status: 200,
      body: { alertId: first, code: 'A3', meaning: 'serial not found', state: 'new', history: [{ by: 'nmvs' }] },
    });
    expect(await show('DE-NONE')).toMatchObject({ status: 404, body: { remedy: 'GET /api/nmvs/alerts lists them' } });
  });

  test('that are left to be done are found among those that are closed, page by page', async () => {
    const ids = await raised(5);
    const [first = '', , third = ''] = ids;
    await move(first, { state: 'closed' });
    await move(third, { state: 'active' });
    expect(await idsOf({ state: 'open' })).toEqual(ids.slice(1));
    expect(await idsOf({ state: 'closed' })).toEqual([first]);
    const page = await list({ state: 'open', limit: '3' });
    expect(page.alerts).toHaveLength(3);
    expect(await idsOf({ state: 'open', limit: '3', after: String(page.next) })).toEqual(ids.slice(4));
  });

  test('are moved as they were seen: who decides upon an older state is told who came first', async () => {
    const [id = ''] = await raised(1);
    expect(await move(id, { state: 'active', version: 1 })).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await move(id, { state: 'closed', version: 1 })).toMatchObject({
      status: 409,
      body: { at: '/version', detail: expect.stringMatching(/it is active, by /) },
    });
    expect((await show(id)).body).toMatchObject({ state: 'active' });
    expect(await move(id, { state: 'closed', version: 2 })).toMatchObject({ status: 200, body: { state: 'closed' } });
  });
});
