import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Label, Printer } from '../../devices/device.ts';
import { openDatabase } from '../../store/database.ts';
import { anOrder, at, type Stores, storesOf, temporary } from '../../testing/builders.ts';
import { FakeWorld } from '../../testing/fake-world.ts';
import {
  aLevel,
  aRecipe,
  begin,
  GTIN,
  labelCode,
  nothingHeard,
  packCode,
  packingOf,
  packs,
  packsIn,
} from '../../testing/packing-bench.ts';
import { type SiteApi, siteApi } from '../../testing/site-api.ts';
import { hire, PASSWORD } from '../../testing/staff.ts';
import type { HandledLine } from './routes/lines.ts';

let home: ReturnType<typeof temporary>;
let stores: Stores;
let api: SiteApi;
let told: string[];
let printed: Label[];
let printerWorks: boolean;
let serials: string[];
beforeEach(async () => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  told = [];
  printed = [];
  printerWorks = true;
  begin(stores, aRecipe([aLevel({ read: 'counted', count: 3, perPicture: undefined })]), anOrder({ quantity: 30 }));
  serials = packs(stores, 4);
  const packing = packingOf(stores.db, nothingHeard());
  packing.commit(() => packing.passed());
  const line: HandledLine = {
    name: 'line-1',
    state: 'Execute',
    control: { mode: 'Produce', stands: undefined, who: 'agent' },
    command: () => undefined,
    setMode: () => undefined,
    acknowledge: () => undefined,
    explain: () => undefined,
    awaited: () => undefined,
    wake: () => void told.push('changed'),
  };
  const labelPrinter: Printer = {
    ...new FakeWorld().connect().printer,
    print: async (label) => {
      if (!printerWorks) throw new Error('no paper');
      printed.push(label);
    },
  };
  api = await siteApi(stores, [line], labelPrinter);
  await hire(api.people, 'olga', 'operator');
  await hire(api.people, 'lena', 'lead');
  await hire(api.people, 'eva', 'engineer');
});
afterEach(async () => {
  await api.close();
  stores.db.close();
  home.remove();
});

const signed = (more: object = {}) => ({
  signature: { password: PASSWORD, meaning: 'done', reason: 'the flap was torn open', ...more },
});
const bench = (path: string) => `/api/lines/line-1/${path}`;
const scanOf = (index: number) => packCode(serials[index] ?? '');
const epc = () => stores.containers.get(1).epc ?? '';

describe('by hand over the API', () => {
  test('a sample is taken with a reason and a signature, and the line hears of it', async () => {
    const ask = await api.as('olga');
    const body = { scan: scanOf(3), kind: 'retention', ...signed() };
    expect(await ask('POST', bench('sample'), body)).toMatchObject({
      status: 201,
      body: {
        subject: `unit ${serials[3]}`,
        kind: 'retention',
        signature: { by: 'olga', reason: 'the flap was torn open' },
      },
    });
    expect(packsIn(stores.db).find(GTIN, serials[3] ?? '')?.state).toBe('sampled');
    expect(told).toEqual(['changed']);
  });

  test.each<[string, string, object, number, object]>([
    [
      'without a reason',
      'olga',
      { scan: 'x', kind: 'retention', signature: { password: PASSWORD, meaning: 'done' } },
      400,
      { at: '/signature/reason' },
    ],
    ['of no kind', 'olga', { scan: 'x', ...signed() }, 400, { at: '/kind' }],
    ['with another’s password', 'olga', { scan: 'x', kind: 'retention', ...signed({ password: 'wrong' }) }, 401, {}],
    ['by an engineer', 'eva', { scan: 'x', kind: 'retention', ...signed() }, 403, {}],
    [
      'of a code that is not GS1',
      'olga',
      { scan: '0109521', kind: 'retention', ...signed() },
      400,
      { at: '/scan', rule: 'ISO/IEC 15424' },
    ],
  ])('a sample %s is refused, and nothing changes', async (_, who, body, status, problem) => {
    const ask = await api.as(who);
    expect(await ask('POST', bench('sample'), body)).toMatchObject({ status, body: problem });
    expect([stores.acts.of(1), told]).toEqual([[], []]);
  });

  test('a layer is confirmed only when one waits to be counted', async () => {
    const ask = await api.as('olga');
    expect(await ask('POST', bench('confirm-layer'), { packs: 2, ...signed() })).toMatchObject({
      status: 409,
      body: { detail: 'no layer waits to be counted' },
    });
    expect(await ask('POST', bench('confirm-layer'), { packs: 0, ...signed() })).toMatchObject({ status: 400 });
  });

  test('a label that is printed again is scanned back, and the case is closed', async () => {
    const ask = await api.as('olga');
    expect(await ask('POST', bench('reprint-label'), { container: 1, ...signed() })).toMatchObject({
      status: 201,
      body: { printed: true, epc: epc() },
    });
    expect(printed).toMatchObject([{ symbol: 'gs1-128' }]);
    expect(await ask('POST', bench('scan-back'), { scan: labelCode(epc()) })).toMatchObject({
      status: 200,
      body: { is: 'case', name: epc() },
    });
    expect(stores.containers.get(1).state).toBe('closed');
  });

  test('an act stands though its label was not printed, and says so', async () => {
    printerWorks = false;
    const ask = await api.as('olga');
    expect(await ask('POST', bench('reprint-label'), { container: 1, ...signed() })).toMatchObject({
      status: 201,
      body: { printed: false, why: 'no paper' },
    });
  });

  test('a case is opened, emptied of a pack, filled up and closed again', async () => {
    const [olga, lena] = [await api.as('olga'), await api.as('lena')];
    await olga('POST', bench('scan-back'), { scan: labelCode(epc()) });
    const one = { scan: labelCode(epc()) };
    expect((await olga('POST', bench('open'), { ...one, ...signed() })).status).toBe(201);
    expect((await olga('POST', bench('destroy'), { scan: scanOf(0), ...signed() })).status).toBe(403);
    expect((await lena('POST', bench('destroy'), { scan: scanOf(0), ...signed() })).status).toBe(201);
    const full = { ...one, children: [scanOf(3)], ...signed() };
    expect(await olga('POST', bench('complete'), full)).toMatchObject({
      status: 201,
      body: { holds: 3, printed: true },
    });
    expect(await olga('POST', bench('complete'), full)).toMatchObject({
      status: 409,
      body: { remedy: 'Open it first.' },
    });
    expect(stores.acts.of(1).map(({ kind }) => kind)).toEqual(['open', 'destroy', 'complete']);
  });

  test('whoever scans something is told what it is and what is in it', async () => {
    const ask = await api.as('eva');
    expect(await ask('POST', '/api/look-up', { scan: scanOf(0) })).toMatchObject({
      status: 200,
      body: { is: 'pack', serial: serials[0], state: 'commissioned', container: 1 },
    });
    expect(await ask('POST', '/api/look-up', { scan: labelCode(epc()) })).toMatchObject({
      status: 200,
      body: { is: 'case', state: 'labelled', inside: { packs: [{}, {}, {}] } },
    });
    expect((await ask('POST', '/api/look-up', { scan: packCode('X1') })).status).toBe(404);
    expect(await ask('GET', '/api/batches/1/containers?state=labelled')).toMatchObject({
      status: 200,
      body: { containers: [{ container: 1, holds: 3, epc: epc() }] },
    });
    expect((await ask('GET', '/api/batches/1/containers?state=gone')).status).toBe(400);
  });

  test('a batch that is closed keeps what its report says', async () => {
    stores.batches.move(stores.batches.move(stores.batches.get(1), 'closing', at), 'closed', at);
    const [bad = ''] = packs(stores, 1, 'rejected');
    const ask = await api.as('olga');
    expect(await ask('POST', bench('reintroduce'), { scan: packCode(bad), ...signed() })).toMatchObject({
      status: 409,
      body: { rule: 'every serial has one fate' },
    });
  });
});
