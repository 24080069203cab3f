import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import type { FaultKind } from '../../infra/local/sandbox/faults.ts';
import { call } from '../../test/kit/call.ts';
import { aCountry, type NmvsWorld, startNmvsWorld } from '../../test/kit/nmvs-world.ts';
import { startMixed } from '../nmvs-api/start-mixed.ts';

const product = '09521321543218';
const other = '09521321000018';
const batch = { product, batch: 'L1', expiry: '281231' };
const serials = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6'];
const item = (serial: string, act: string, more: object = {}) => ({ ...batch, serial, act, ...more });

let world: NmvsWorld;
let tenants = 0;
const open: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  world = await startNmvsWorld();
});
afterAll(() => world.stop());
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function country(options: Parameters<typeof aCountry>[2] = {}) {
  const made = await aCountry(world, `mixed-${++tenants}`, options);
  open.push(made);
  made.sandbox.load(product, 'L1', '281231', serials);
  made.sandbox.load(other, 'L9', '280630', ['S1']);
  const mixed = (body: object) => made.ask('POST /api/nmvs/mixed', { body: { country: 'DE', ...body } });
  const shown = async (id: string) => (await made.ask('GET /api/nmvs/mixed/{id}', { path: { id } })).body;
  const packs = async (id: string, query: Record<string, string> = {}) =>
    (await made.ask('GET /api/nmvs/mixed/{id}/packs', { path: { id }, query })).body;
  const states = () => serials.map((serial) => made.sandbox.stateOf(product, serial));
  return { ...made, mixed, shown, packs, states };
}

const lossy: readonly FaultKind[] = [
  { kind: 'refuse' },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 429, retryAfter: 7 },
  { kind: 'html' },
  { kind: 'truncate' },
  { kind: 'no-answer' },
  { kind: 'wrong-id' },
];
const various = [item('S1', 'dispense'), item('S2', 'destroy'), item('S3', 'sample'), item('S4', 'lock')];
const brought = ['SUPPLIED', 'DESTROYED', 'SAMPLE', 'LOCKED', 'ACTIVE', 'ACTIVE'];

describe('a mixed request', () => {
  test('does to each pack what was asked for it, and tells of each what came of it, page by page', async () => {
    const de = await country({ bulkDelayMs: 30_000 });
    await de.pack({ id: 'e1', act: 'export', pack: { ...batch, serial: 'S5' } });
    const items = [
      ...various,
      item('S5', 'dispense'),
      item('S6', 'verify'),
      item('S9', 'sample'),
      { ...item('S1', 'dispense'), product: other, batch: 'L9', expiry: '280630' },
    ];
    expect(await de.mixed({ id: 'm1', items })).toMatchObject({ status: 202, body: { state: 'due', count: 8 } });
    await de.bringOn();
    expect(await de.shown('m1')).toMatchObject({ state: 'partial', parts: [{ state: 'partial', count: 8 }] });
    expect(de.states()).toEqual(['SUPPLIED', 'DESTROYED', 'SAMPLE', 'LOCKED', 'EXPORTED', 'ACTIVE']);
    expect(de.sandbox.stateOf(other, 'S1')).toBe('SUPPLIED');
    const first = await de.packs('m1', { limit: '5' });
    const rest = await de.packs('m1', { limit: '5', after: String(first['next']) });
    const told = [first, rest].flatMap(({ packs }) => (Array.isArray(packs) ? packs : []));
    expect(told.map(({ serial, code }) => [serial, code])).toEqual([
      ...['S1', 'S2', 'S3', 'S4'].map((serial) => [serial, 'NMVS_SUCCESS']),
      ['S5', 'NMVS_NC_PCK_22'],
      ['S6', 'NMVS_SUCCESS'],
      ['S9', 'NMVS_NC_PC_02'],
      ['S1', 'NMVS_SUCCESS'],
    ]);
    expect(rest['next']).toBeUndefined();
  });

  test('is one request however often it is sent, and another under its id is refused', async () => {
    const de = await country();
    const sent = await Promise.all([1, 2, 3].map(() => de.mixed({ id: 'm1', items: various })));
    expect(sent.map(({ status }) => status)).toEqual([202, 202, 202]);
    await de.bringOn();
    expect(await de.mixed({ id: 'm1', items: various })).toMatchObject({ status: 202, body: { state: 'done' } });
    expect(await de.mixed({ id: 'm1', items: various.slice(1) })).toMatchObject({ status: 409, body: { at: '/id' } });
    expect([de.sandbox.counted('G195'), de.states()]).toEqual([1, brought]);
  });

  test('with undos has its packs looked at before anything is undone', async () => {
    const de = await country();
    await de.mixed({ id: 'm1', items: various });
    await de.bringOn();
    const items = [
      item('S1', 'dispense', { undo: true }),
      item('S3', 'sample', { undo: true }),
      item('S5', 'sample', { undo: true }),
    ];
    await de.mixed({ id: 'u1', items: [...items, item('S6', 'dispense')] });
    await de.bringOn();
    expect(await de.shown('u1')).toMatchObject({ state: 'partial' });
    expect(de.states()).toEqual(['ACTIVE', 'DESTROYED', 'ACTIVE', 'LOCKED', 'ACTIVE', 'SUPPLIED']);
    // An undo of what is not so would have raised one.
    expect(de.sandbox.alerts()).toEqual([]);
  });

  test.each([...lossy, { kind: 'lost-result' } as const])(
    'is done once when its submission meets %j',
    async (fault) => {
      const de = await country({ faults: [{ on: 'G195', from: 1, count: 1, ...fault }] });
      await de.mixed({ id: 'm1', items: various });
      await de.bringOn();
      const isLost = ['truncate', 'no-answer', 'wrong-id', 'lost-result'].includes(fault.kind);
      const told = (await de.packs('m1'))['packs'];
      // Of the pack that went to a patient it must not be said that it was us unless it is known.
      const [first = '', ...rest] = Array.isArray(told) ? told.map(({ code }) => code) : [];
      expect([first, (await de.shown('m1'))['state']]).toEqual(
        isLost ? ['UNCLEAR', 'unclear'] : ['NMVS_SUCCESS', 'done'],
      );
      expect(rest).toEqual(['NMVS_SUCCESS', 'NMVS_SUCCESS', 'NMVS_SUCCESS']);
      expect([de.states(), de.sandbox.alerts()]).toEqual([brought, []]);
    },
  );

  test.each(lossy)('comes to its end when its result meets %j', async (fault) => {
    const de = await country({ faults: [{ on: 'G196', from: 1, count: 2, ...fault }] });
    await de.mixed({ id: 'm1', items: various });
    await de.bringOn();
    expect([(await de.shown('m1'))['state'], de.states(), de.sandbox.counted('G195')]).toEqual(['done', brought, 1]);
  });

  test.each<[string, object, string]>([
    ['that names a pack twice', { items: [item('S1', 'dispense'), item('S1', 'destroy')] }, '/items/1/serial'],
    [
      'that undoes what is final',
      { items: [item('S1', 'dispense'), item('S2', 'destroy', { undo: true })] },
      '/items/1/undo',
    ],
    ['with a serial that is none', { items: [item('S-1', 'dispense')] }, '/items/0/serial'],
    ['without items', { items: [] }, '/items'],
  ])('%s is refused with its place, and nothing is sent', async (_, body, at) => {
    const de = await country();
    const refused = await de.mixed({ id: 'm1', ...body });
    expect([refused.status === 202, refused.body['at']]).toEqual([false, at]);
    expect(de.sandbox.counted('G195')).toBe(0);
  });

  test('is refused where the access has no service for it', async () => {
    const de = await country();
    await de.access({ services: { single: de.sandbox.services.single } });
    expect((await de.mixed({ id: 'm1', items: various })).status).toBe(409);
  });
});

describe('a mixed request of more packs than go into one bulk', () => {
  test('goes in parts that stand together, each pack in one of them', async () => {
    const de = await country();
    const many = Array.from({ length: 11 }, (_, i) => `N${i}`);
    de.sandbox.load(product, 'L2', '281231', many);
    const items = many.map((serial, i) => ({ ...item(serial, i % 2 === 0 ? 'dispense' : 'sample'), batch: 'L2' }));
    const route = 'POST /api/nmvs/mixed';
    const endpoint = startMixed(world.needs, 4);
    const handler = httpHandler({ [route]: { permission: 'nmvs:use', endpoint } }, async () => false);
    const { tenant } = de;
    const begun = await call(handler, route, { tenant, body: { id: 'm1', country: 'DE', items } });
    expect(begun.body).toMatchObject({ parts: [{ count: 4 }, { count: 4 }, { count: 3 }] });
    await de.bringOn();
    expect(await de.shown('m1')).toMatchObject({ state: 'done', results: [{ code: 'NMVS_SUCCESS', count: 11 }] });
    const first = await de.packs('m1', { limit: '6' });
    const rest = await de.packs('m1', { limit: '6', after: String(first['next']) });
    const told = [first, rest].flatMap(({ packs }) => (Array.isArray(packs) ? packs : []));
    expect(told.map(({ serial }) => serial)).toEqual(many);
    expect(many.map((serial) => de.sandbox.stateOf(product, serial))).toEqual(
      many.map((_, i) => (i % 2 === 0 ? 'SUPPLIED' : 'SAMPLE')),
    );
    expect(de.sandbox.counted('G195')).toBe(3);
  });
});
