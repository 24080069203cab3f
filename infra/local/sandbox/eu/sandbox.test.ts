import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../serve.ts';
import { type EuHubOptions, startEuHubSandbox } from './sandbox.ts';

const code = '09521321543218';
let hub: Sandbox;
let ms = 1_000_000;
const folders: string[] = [];

afterEach(async () => {
  await hub.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function open(options: Partial<EuHubOptions> = {}) {
  hub = await startEuHubSandbox({ port: 0, now: () => ms, ...options });
}

async function ask(method: string, path: string, body?: unknown, client = 'acme') {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${hub.url}/v1/${path}`, {
    method,
    headers: { 'client-id': client },
    ...(body !== undefined && { body: text }),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

const mahAddress = { city: 'Leiden', country: 'NL' };
const masterData = (change: object = {}) => ({
  requestId: 'm1',
  productCode: code,
  codingScheme: 'GTIN',
  version: 1,
  name: 'Acmeprazole',
  commonName: 'omeprazole',
  form: 'capsule',
  strength: '20 mg',
  packType: 'carton',
  packSize: 28,
  markets: [{ market: 'DE', mahId: '9521321000018', mahName: 'Acme', mahAddress }],
  ...change,
});
const packs = (change: object = {}) => ({
  requestId: 'p1',
  productCode: code,
  codingScheme: 'GTIN',
  version: 1,
  markets: ['DE'],
  batch: { id: 'L1', expiry: '281231' },
  serials: ['A1', 'B2'],
  ...change,
});
const putProduct = (change: object = {}) => ask('PUT', `products/${code}`, masterData(change));
const upload = (change: object = {}) => ask('POST', 'product-packs', packs(change));
async function resultOf(change: object = {}) {
  const { body } = await upload(change);
  return (await ask('GET', `receipts/${body.receipt}`)).body;
}

describe('the EU Hub sandbox', () => {
  test('takes packs of a known product and knows them afterwards', async () => {
    await open();
    expect(await putProduct()).toEqual({ status: 200, body: { requestId: 'm1', productCode: code, version: 1 } });
    expect(await resultOf()).toEqual({ requestId: 'p1', accepted: 2, rejected: [] });
    expect((await ask('GET', `packs/${code}/A1`)).body).toMatchObject({
      serial: 'A1',
      batch: { id: 'L1', expiry: '281231' },
      state: 'ACTIVE',
    });
    expect((await ask('GET', `packs/${code}/a1`)).status).toBe(404);
    expect((await ask('GET', `batches/${code}/L1`)).body).toMatchObject({ packs: 2 });
  });

  test('lets its result wait', async () => {
    await open({ answerDelayMs: 5_000 });
    await putProduct();
    const { status, body } = await upload();
    expect(status).toBe(202);
    expect((await ask('GET', `receipts/${body.receipt}`)).status).toBe(202);
    ms += 5_000;
    expect(await ask('GET', `receipts/${body.receipt}`)).toEqual({
      status: 200,
      body: { requestId: 'p1', accepted: 2, rejected: [] },
    });
  });

  test('gives one receipt for one request, and none for another under its id', async () => {
    await open();
    await putProduct();
    const { body } = await upload();
    expect((await upload()).body).toEqual(body);
    expect((await ask('GET', 'requests/p1')).body).toEqual(body);
    expect((await upload({ serials: ['C3'] })).status).toBe(409);
    expect((await ask('GET', 'requests/p9')).status).toBe(404);
    expect(await resultOf()).toEqual({ requestId: 'p1', accepted: 2, rejected: [] });
  });

  test.each(['name', 'commonName', 'form', 'strength', 'packType', 'packSize', 'version', 'markets'])(
    'refuses master data without %s as A16',
    async (member) => {
      await open();
      expect(await putProduct({ [member]: undefined })).toMatchObject({
        status: 400,
        body: { errors: [{ code: 'A16', at: `/${member}` }] },
      });
    },
  );

  test('refuses a market without its holder or his address, a wrong check digit, and another code than that of the path', async () => {
    await open();
    expect((await putProduct({ markets: [{ market: 'DE', mahId: '1' }] })).body.errors[0]).toMatchObject({
      code: 'A16',
      at: '/markets/0/mahName',
    });
    expect(
      (await putProduct({ markets: [{ market: 'DE', mahId: '1', mahName: 'Acme' }] })).body.errors[0],
    ).toMatchObject({ code: 'A16', at: '/markets/0/mahAddress' });
    expect((await putProduct({ productCode: '09521321543219' })).body.errors[0].code).toBe('PRODUCT_CODE');
    expect((await ask('PUT', 'products/09521321543219', masterData({ productCode: '09521321543219' }))).status).toBe(
      400,
    );
  });

  test('binds the markets to a version', async () => {
    await open();
    await putProduct();
    const markets = [{ market: 'FR', mahId: '9521321000018', mahName: 'Acme', mahAddress }];
    expect((await putProduct({ markets })).status).toBe(409);
    expect((await putProduct({ markets, version: 2 })).status).toBe(200);
  });

  test.each<[string, object]>([
    ['UNKNOWN_PRODUCT', { productCode: '09521321000018' }],
    ['WRONG_VERSION', { version: 2 }],
    ['WRONG_MARKET', { markets: ['FR'] }],
    ['BATCH_EXPIRY_DIFFERS', { batch: { id: 'L0', expiry: '290101' } }],
  ])('refuses all packs with %s', async (reason, change) => {
    await open();
    await putProduct();
    await upload({ requestId: 'p0', batch: { id: 'L0', expiry: '281231' }, serials: ['Z9'] });
    expect(await resultOf(change)).toEqual({
      requestId: 'p1',
      accepted: 0,
      rejected: ['A1', 'B2'].map((serial) => ({ serial, code: reason })),
    });
  });

  test('refuses packs of a withdrawn product', async () => {
    await open();
    await putProduct();
    await upload({ requestId: 'p0', batch: { id: 'L0', expiry: '281231' }, serials: ['Z9'] });
    const withdraw = (change: object = {}, of = code) =>
      ask('POST', `products/${of}/withdrawal`, {
        ...{ requestId: 'w1', productCode: of, codingScheme: 'GTIN', version: 1, markets: ['DE'] },
        ...{ at: '2026-03-01T10:00:00.000Z', ...change },
      });
    expect((await withdraw({}, '09521321000018')).body.errors[0].code).toBe('UNKNOWN_PRODUCT');
    expect((await withdraw({ version: 2 })).body.errors[0].code).toBe('WRONG_VERSION');
    expect((await withdraw({ markets: ['FR'] })).body.errors[0].code).toBe('WRONG_MARKET');
    expect((await withdraw({ at: undefined })).body.errors[0].code).toBe('A16');
    for (const _ of [1, 2])
      expect(await withdraw()).toEqual({ status: 200, body: { requestId: 'w1', productCode: code } });
    expect((await withdraw({ markets: ['DE', 'DE'] })).body.errors[0].code).toBe('REQUEST_ID_REUSED');
    expect((await withdraw({ requestId: 'w2' })).body.errors[0].code).toBe('PRODUCT_WITHDRAWN');
    expect((await resultOf()).rejected[0].code).toBe('PRODUCT_WITHDRAWN');
    expect((await putProduct({ version: 2 })).body.errors[0].code).toBe('PRODUCT_WITHDRAWN');
    expect((await ask('GET', `packs/${code}/Z9`)).body.state).toBe('WITHDRAWN');
  });

  test('refuses single packs and takes the others', async () => {
    await open();
    await putProduct();
    await upload({ requestId: 'p0', serials: ['A1'] });
    const serials = ['A1', 'B2', 'B2', 'C-3', 'D'.repeat(21)];
    expect(await resultOf({ serials })).toEqual({
      requestId: 'p1',
      accepted: 1,
      rejected: [
        { serial: 'A1', code: 'DUPLICATE_SERIAL' },
        { serial: 'B2', code: 'DUPLICATE_SERIAL' },
        { serial: 'C-3', code: 'SERIAL_FORMAT' },
        { serial: 'D'.repeat(21), code: 'SERIAL_FORMAT' },
      ],
    });
  });

  test('refuses what is no upload, and more packs than it takes at once', async () => {
    await open();
    expect((await ask('POST', 'product-packs', '{')).status).toBe(400);
    expect((await upload({ batch: { id: 'L1', expiry: '281331' } })).body.errors[0]).toMatchObject({
      code: 'SCHEMA',
      at: '/batch/expiry',
    });
    const serials = Array.from({ length: 250_001 }, (_, i) => `S${i}`);
    expect((await upload({ serials })).status).toBe(413);
    expect((await ask('GET', 'nothing/here')).status).toBe(404);
  });

  test('sets what became of packs, one by one, and never back from what is final', async () => {
    await open();
    await putProduct();
    await resultOf();
    const update = (change: object) =>
      ask('POST', 'product-pack-states', packs({ requestId: 's1', at: '2026-03-02T08:00:00Z', ...change }));
    const outcome = async (change: object) =>
      (await ask('GET', `receipts/${(await update(change)).body.receipt}`)).body;
    expect(await outcome({ state: 'DESTROYED', serials: ['A1', 'Z9'] })).toMatchObject({
      accepted: 1,
      rejected: [{ serial: 'Z9', code: 'UNKNOWN_PACK' }],
    });
    expect(await outcome({ requestId: 's2', state: 'SAMPLE' })).toMatchObject({
      accepted: 1,
      rejected: [{ serial: 'A1', code: 'STATE_FINAL' }],
    });
    expect((await ask('GET', `packs/${code}/A1`)).body.state).toBe('DESTROYED');
    expect((await ask('GET', `packs/${code}/B2`)).body.state).toBe('SAMPLE');
    expect((await update({ requestId: 's3', state: 'EATEN' })).body.errors[0]).toMatchObject({ at: '/state' });
  });

  test('recalls a batch for good, once under a request, and none that it does not know', async () => {
    await open();
    await putProduct();
    await resultOf();
    const { serials: _, ...recall } = packs({ requestId: 'r1', at: '2026-03-02T08:00:00Z' });
    expect((await ask('POST', 'batch-recalls', recall)).status).toBe(200);
    expect((await ask('POST', 'batch-recalls', recall)).status).toBe(200);
    expect((await ask('POST', 'batch-recalls', { ...recall, version: 2 })).status).toBe(409);
    const other = { ...recall, requestId: 'r2', batch: { id: 'L9', expiry: '281231' } };
    expect((await ask('POST', 'batch-recalls', other)).body.errors[0].code).toBe('UNKNOWN_BATCH');
    expect((await ask('GET', `packs/${code}/A1`)).body.state).toBe('RECALLED');
    const update = packs({ requestId: 's1', at: '2026-03-02T08:00:00Z', state: 'SAMPLE' });
    const { receipt } = (await ask('POST', 'product-pack-states', update)).body;
    expect((await ask('GET', `receipts/${receipt}`)).body.rejected[0].code).toBe('BATCH_RECALLED');
  });

  test('lets nobody in without a client id it knows', async () => {
    await open({ clients: ['acme'] });
    expect((await ask('GET', 'receipts/x', undefined, 'other')).status).toBe(401);
    expect((await fetch(`${hub.url}/v1/receipts/x`)).status).toBe(401);
  });

  test('remembers over a restart, also after a line that a crash cut off', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'eu-hub-'));
    folders.push(dataDir);
    await open({ dataDir, answerDelayMs: 1_000 });
    await putProduct();
    const { body } = await upload();
    await hub.close();
    appendFileSync(join(dataDir, 'eu-hub.jsonl'), '{"kind":"upload","at":');
    ms += 1_000;
    await open({ dataDir, answerDelayMs: 1_000 });
    expect((await ask('GET', `receipts/${body.receipt}`)).body).toEqual({ requestId: 'p1', accepted: 2, rejected: [] });
    expect((await upload()).body).toEqual(body);
    expect((await upload({ requestId: 'p2' })).status).toBe(202);
  });

  test('loses a result until the same request comes again', async () => {
    await open({ faults: [{ on: 'upload', from: 1, count: 1, kind: 'lost-result' }] });
    await putProduct();
    const { body } = await upload();
    ms += 1e9;
    expect((await ask('GET', `receipts/${body.receipt}`)).status).toBe(202);
    expect((await upload()).body).toEqual(body);
    expect((await ask('GET', `receipts/${body.receipt}`)).status).toBe(200);
  });

  test.each([
    { on: 'upload', kind: 'wrong-id' },
    { on: 'receipt', kind: 'wrong-id' },
    { on: 'request', kind: 'wrong-id' },
  ] as const)('names another request at $on when that is planned', async (fault) => {
    await open({ faults: [{ ...fault, from: 1, count: 1 }] });
    await putProduct();
    const { receipt, requestId } = (await upload()).body;
    const told = [
      requestId,
      (await ask('GET', `receipts/${receipt}`)).body.requestId,
      (await ask('GET', 'requests/p1')).body.requestId,
    ];
    expect(told).toEqual(['upload', 'receipt', 'request'].map((on) => (on === fault.on ? 'p1-other' : 'p1')));
  });

  test('works an upload off after a later one when that is planned', async () => {
    await open({ faults: [{ on: 'upload', from: 1, count: 1, kind: 'out-of-order' }] });
    await putProduct();
    await upload();
    expect((await resultOf({ requestId: 'p2' })).accepted).toBe(2);
    ms += 60_000;
    expect((await resultOf()).rejected).toHaveLength(2);
  });

  test.each([
    { on: 'pack', kind: 'wrong-id' },
    { on: 'receipt', kind: 'lost-result' },
    { on: 'uploads', kind: 'refuse' },
  ] as const)('refuses to begin with a fault that it cannot play: $kind at $on', async (fault) => {
    await open();
    const planned = { ...fault, from: 1, count: 1 };
    await expect(startEuHubSandbox({ port: 0, faults: [planned] })).rejects.toThrow('cannot be played');
    expect((await ask('POST', 'sandbox', { do: 'faults', faults: [planned] })).status).toBe(400);
  });

  test('is turned while it runs, and its clock and service desk are remembered', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'eu-hub-'));
    folders.push(dataDir);
    await open({ dataDir });
    await putProduct();
    const turn = (what: object) => ask('POST', 'sandbox', what);
    await turn({ do: 'delay', ms: 5_000 });
    const { receipt } = (await upload()).body;
    expect((await ask('GET', `receipts/${receipt}`)).status).toBe(202);
    await turn({ do: 'clock', aheadSeconds: 5 });
    expect((await ask('GET', `receipts/${receipt}`)).status).toBe(200);
    await turn({ do: 'faults', faults: [{ on: '*', from: 1, count: 1, kind: 'html' }] });
    expect((await fetch(`${hub.url}/v1/packs/${code}/A1`)).headers.get('content-type')).toBe('text/html');
    await turn({ do: 'forget', productCode: code, serials: ['A1'] });
    expect((await turn({ do: 'faults' })).status).toBe(400);
    await hub.close();
    await open({ dataDir });
    expect((await ask('GET', `receipts/${receipt}`)).status).toBe(200);
    expect((await ask('GET', `packs/${code}/A1`)).status).toBe(404);
    expect((await ask('GET', `packs/${code}/B2`)).status).toBe(200);
  });

  test('misbehaves as planned', async () => {
    await open({
      faults: [
        { on: 'receipt', from: 1, count: 1, kind: 'refuse' },
        { on: 'receipt', from: 2, count: 1, kind: 'status', status: 429, retryAfter: 7 },
        { on: 'receipt', from: 3, count: 1, kind: 'html' },
        { on: 'receipt', from: 4, count: 1, kind: 'truncate' },
        { on: 'receipt', from: 5, count: 1, kind: 'slow', ms: 1 },
      ],
    });
    const get = () => fetch(`${hub.url}/v1/receipts/x`, { headers: { 'client-id': 'acme' } });
    await expect(get()).rejects.toThrow();
    const busy = await get();
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await get()).headers.get('content-type')).toBe('text/html');
    await expect(get().then((cut) => cut.text())).rejects.toThrow();
    expect((await get()).status).toBe(404);
  });
});
