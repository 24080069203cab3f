import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { call } from '../../test/kit/call.ts';
import { because, type DscsaWorld, startDscsaWorld } from '../../test/kit/dscsa-world.ts';
import { routes } from './routes.ts';

let world: DscsaWorld;
let houses = 0;
beforeAll(async () => {
  world = await startDscsaWorld();
});
afterAll(() => world.stop());

const asked: [string, object, object][] = [
  [
    'ti-requests',
    {
      from: 'fda',
      name: 'FDA',
      contact: 'x',
      receivedAt: '2026-03-01T09:00:00Z',
      packs: ['urn:epc:id:sscc:9521777.0000000001'],
    },
    { name: 'another' },
  ],
  ['exceptions', { partner: 'medico', poNumber: 'PO-1', others: ['the seal was broken'] }, { poNumber: 'PO-2' }],
  ['suspects', { origin: { kind: 'return' }, product: 'Exampline', reason: because }, { product: 'Another' }],
];

describe('what begins a case', () => {
  test.each(asked)(
    '%s: sent again under its id, changes nothing, and others under that id are refused',
    async (what, more, other) => {
      const { ask } = await world.house(`twice-${++houses}`);
      const route = `POST /api/dscsa/${what}`;
      const body = { id: 'a', ...more };
      const first = await ask(route, { body });
      const again = await ask(route, { body });
      expect([first.status >= 201, again.status, again.id]).toEqual([true, 200, first.id]);
      const { body: listed } = await ask('GET /api/dscsa/cases');
      expect(listed['cases']).toHaveLength(1);
      expect(await ask(route, { body: { ...body, ...other } })).toMatchObject({ status: 409, body: { at: '/id' } });
      expect(await ask(route, { body: { ...more, id: 'b' } })).toMatchObject({ status: first.status });
    },
  );

  test('is begun though the queue is away: it is due', async () => {
    const tenant = `twice-${++houses}`;
    const { show, bringOn } = await world.house(tenant);
    const wake = () => Promise.reject(new Error('the queue is away'));
    const { granted } = world.needs.registry;
    const handler = httpHandler(routes({ ...world.needs, wake }), granted);
    const [, [, more] = ['', {}]] = asked;
    const claims = { username: 'ada', auth_time: '1' };
    const { status, body } = await call(handler, 'POST /api/dscsa/exceptions', {
      tenant,
      claims,
      body: { id: 'a', ...more },
    });
    expect(status).toBe(202);
    await bringOn(1);
    expect((await show(String(Object(body).id))).body).toMatchObject({
      problem: expect.stringContaining('no exception desk'),
    });
  });
});
