import { afterEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/kit/temporary-folder.ts';
import { participants } from './rehearsal.ts';
import { startXtraceSandbox, type XtraceOptions, type XtraceSandbox } from './sandbox.ts';

const gtin = '09521234000013';
const DAY = 86_400_000;
const [pallet, box] = ['095212340000000013', '095212340000000020'];
const [kz] = participants['kz'] ?? [];
const [uz] = participants['uz'] ?? [];

let ms = Date.parse('2026-03-02T10:00:00Z');
let system: XtraceSandbox;
let token = '';
afterEach(() => system.close());

type Country = 'kz' | 'uz';
async function open(options: Partial<XtraceOptions> = {}) {
  system = await startXtraceSandbox({ port: 0, participants, now: () => ms, ...options });
  token = (await call('kz', 'POST', 'api/users/authenticate', { login: kz?.login, password: kz?.password })).body
    .accessToken;
}
async function call(country: Country, method: string, path: string, body?: object, language = 'en') {
  const response = await fetch(`${system.url}/${country}/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${country === 'kz' ? token : uz?.apiKey}`,
      'accept-language': language,
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}
const wanted = (quantity: number, change: object = {}) => ({
  ...{ productGroup: 'pharma', businessPlaceId: 36, releaseMethodType: 'PRIMARY', poNumber: 'po-1' },
  products: [{ gtin, quantity, cisType: 'UNIT', serialNumberType: 'OPERATOR', ...change }],
});
const place = async (country: Country, quantity: number): Promise<string> =>
  (await call(country, 'POST', 'api/orders', wanted(quantity))).body.orderId;
const pack = (country: Country, orderId: string, quantity: number, after = '') =>
  call(
    country,
    'GET',
    `api/codes?orderId=${orderId}&gtin=${gtin}&quantity=${quantity}${after && `&lastPackId=${after}`}`,
  );
const fetched = async (country: Country, quantity: number): Promise<string[]> =>
  (await pack(country, await place(country, quantity), quantity)).body.codes;

const used = (country: Country, sntins: readonly string[], change: object = {}) => ({
  ...{ sntins, businessPlaceId: 36, releaseType: 'PRODUCTION', manufacturerCountry: country.toUpperCase() },
  ...{ productionDate: '2026-03-01T00:00:00+05:00', expirationDate: '2028-02-29T00:00:00+05:00', seriesNumber: 'L1' },
  ...change,
});
const report = async (country: Country, sntins: readonly string[], change: object = {}) => {
  const taken = await call(country, 'POST', 'api/utilisation?productGroup=pharma', used(country, sntins, change));
  const { reportId } = taken.body;
  return reportId === undefined ? taken : call(country, 'GET', `api/utilisation/${reportId}`);
};
const document = async (country: Country, name: string, said: object) => {
  const documentBody = Buffer.from(JSON.stringify(said)).toString('base64');
  const taken = await call(country, 'POST', `public/api/v1/doc/${name}`, { documentBody });
  const { documentId } = taken.body;
  if (documentId === undefined) return taken;
  const { body } = await call(country, 'GET', `public/api/v1/doc/storage/docs/${documentId}`);
  const { documentErrors } = (await call(country, 'GET', `public/api/v1/doc/storage/errors/${documentId}`)).body;
  return { status: taken.status, body: { status: body.status, documentErrors } };
};
const base = (code = '') => code.split('\u001d')[0] ?? '';
const nameOf = (code = '') => base(code).slice(2, 16) + base(code).slice(18);
const units = (...list: [string, string[]][]) => ({
  aggregationUnits: list.map(([unitSerialNumber, codes]) => ({
    ...{ unitSerialNumber, codes, aggregationItemsCount: codes.length, aggregationUnitCapacity: codes.length },
  })),
  ...{ businessPlaceId: 36, documentDate: '2026-03-02T10:00:00Z' },
});

describe('the marking systems of Kazakhstan and Uzbekistan', () => {
  test('take an order for money, and hand out each code once, the same pack once more to whoever asks for it again', async () => {
    await open({ delayMs: 5_000 });
    const orderId = await place('kz', 5);
    const subOrder = async () =>
      (await call('kz', 'GET', `api/orders/sub-orders?orderId=${orderId}`)).body.subOrderInfos[0];
    expect(await subOrder()).toMatchObject({ bufferStatus: 'PENDING', leftInBuffer: 0 });
    ms += 5_000;
    expect(await subOrder()).toMatchObject({ bufferStatus: 'ACTIVE', leftInBuffer: 5 });
    const first = await pack('kz', orderId, 3);
    expect((await pack('kz', orderId, 3)).body).toEqual(first.body);
    const rest = await pack('kz', orderId, 2, first.body.packId);
    expect(new Set([...first.body.codes, ...rest.body.codes]).size).toBe(5);
    const [product, key, crypto] = first.body.codes[0].split('\u001d');
    expect(product).toMatch(/^010952123400001321[A-Za-z0-9]{13}$/);
    expect([key, crypto.slice(0, 7), crypto.length]).toEqual(['91TEST', '92DUMMY', 46]);
    expect(await subOrder()).toMatchObject({ bufferStatus: 'EXHAUSTED', totalPassed: 5 });
    expect(system.balance('kz', kz?.tin ?? '')).toBe((kz?.balance ?? 0) - 20);
    expect((await call('kz', 'GET', 'api/orders?poNumber=po-1')).body.orderInfos).toMatchObject([{ orderId }]);
    expect((await call('kz', 'GET', 'api/orders?poNumber=other')).body.orderInfos).toEqual([]);
  });

  test('refuse what is wrong with an order, each in its own languages', async () => {
    await open();
    const refusal = async (country: Country, body: object, language: string) =>
      (await call(country, 'POST', 'api/orders', body, language)).body;
    const elsewhere = { ...wanted(1), businessPlaceId: 7 };
    expect((await refusal('kz', elsewhere, 'kk')).message).toMatch(/қызмет орны/);
    expect((await refusal('uz', elsewhere, 'uz')).message).toMatch(/faoliyat joyi/);
    expect((await refusal('uz', elsewhere, 'kk')).message).toMatch(/место/);
    expect(await refusal('kz', { ...wanted(1), productGroup: 'shoes' }, 'en')).toMatchObject({ errorCode: 'GROUP' });
    expect(await refusal('kz', wanted(150_001), 'en')).toMatchObject({ errorCode: 'TOO_MANY' });
    expect(await refusal('kz', wanted(2, { serialNumberType: 'SELF_MADE' }), 'en')).toMatchObject({
      errorCode: 'BODY',
    });
  });

  test('answer nobody who does not take anything as an answer', async () => {
    await open();
    const headers = { authorization: `Bearer ${uz?.apiKey}`, accept: 'application/json' };
    expect((await fetch(`${system.url}/uz/api/orders`, { headers })).status).toBe(406);
  });

  test('let in whom they know: one by tokens that end, the other by keys', async () => {
    await open();
    ms += 1_800_000;
    expect((await call('kz', 'GET', 'api/orders')).status).toBe(401);
    expect((await call('uz', 'GET', 'api/orders')).status).toBe(200);
    expect((await call('uz', 'POST', 'api/users/authenticate', {})).status).toBe(404);
    expect((await call('kz', 'POST', 'api/users/authenticate', { login: 'x', password: 'y' })).status).toBe(401);
  });

  test.each<[string, (codes: string[]) => [string[], object?], string]>([
    ['a code with another crypto part', ([a = '']) => [[a.replace('DUMMY', 'TRUE!')]], 'CODE_UNKNOWN'],
    ['a code that stands twice', ([a = '']) => [[a, a]], 'CODE_TWICE'],
    ['an expiry in the past', (codes) => [codes, { expirationDate: '2026-01-01T00:00:00+05:00' }], 'EXPIRY'],
    ['a day of making to come', (codes) => [codes, { productionDate: '2027-01-01T00:00:00+05:00' }], 'MADE'],
    ['a lot of 21 characters', (codes) => [codes, { seriesNumber: 'L'.repeat(21) }], 'SERIES'],
    ['an import from home', (codes) => [codes, { releaseType: 'IMPORT' }], 'COUNTRY'],
  ])('refuse a whole report for %s', async (_, spoil, code) => {
    await open();
    const codes = await fetched('kz', 2);
    const told = await report('kz', ...spoil(codes));
    expect(told.body).toMatchObject({ reportStatus: 'ERROR', rejectReason: expect.stringContaining(code) });
    expect(told.body.rejectReason).not.toContain('DUMMY');
    expect(codes.map((one) => system.pack('kz', nameOf(one))?.state)).toEqual(['RECEIVED', 'RECEIVED']);
  });

  test('know which codes are on packs, once, and that those from abroad are not in circulation yet', async () => {
    await open();
    const [a = '', b = ''] = await fetched('uz', 2);
    expect((await report('uz', [a])).body).toMatchObject({ reportStatus: 'SUCCESS' });
    expect((await report('uz', [a])).body.rejectReason).toContain('CODE_USED');
    const abroad = { releaseType: 'IMPORT', manufacturerCountry: 'DE' };
    expect((await report('uz', [b], abroad)).body).toMatchObject({ reportStatus: 'SUCCESS' });
    expect([a, b].map((one) => system.pack('uz', nameOf(one))?.state)).toEqual(['INTRODUCED', 'APPLIED']);
    const { results } = (await call('uz', 'POST', 'public/api/cod/private/codes', { codes: [base(a), base(b)] })).body;
    expect(results).toMatchObject([{ status: 'INTRODUCED', productSeries: 'L1' }, { status: 'APPLIED' }]);
  });

  test('void codes that are on no pack after 180 days', async () => {
    await open();
    const codes = await fetched('uz', 1);
    ms += 180 * DAY;
    expect((await report('uz', codes)).body.rejectReason).toContain('CODE_EXPIRED');
  });

  test('take or refuse each package of a document by itself', async () => {
    await open();
    const codes = await fetched('kz', 3);
    await report('kz', codes.slice(0, 2));
    const [a = '', b = '', c = ''] = codes.map(base);
    expect((await document('kz', 'aggregation', units([box, [a, b]], [pallet, [c]]))).body).toMatchObject({
      status: 'PARTIALLY_PROCESSED',
      documentErrors: [{ propertyName: 'aggregationUnits', index: 1, errorCode: 'CODE_NOT_USED' }],
    });
    expect((await document('kz', 'aggregation', units([pallet, [box]]))).body).toMatchObject({ status: 'SUCCESS' });
    expect((await document('kz', 'aggregation', units([box, [a]]))).body).toMatchObject({ status: 'ERROR' });
    expect(system.pack('kz', nameOf(codes[0]))?.parent).toBe(box);
    expect(system.unit('kz', box)?.parent).toBe(pallet);
  });

  test('take packs out of circulation, in Kazakhstan alone', async () => {
    await open();
    const codes = await fetched('kz', 1);
    await report('kz', codes);
    const gone = (withdrawalReason: string) => ({
      ...{ withdrawalType: 'WRITE_OFF', withdrawalReason },
      codes: codes.map((code) => ({ code: base(code) })),
    });
    expect((await document('kz', 'withdrawal', gone('BORED'))).body.status).toBe('ERROR');
    expect((await document('kz', 'withdrawal', gone('DESTRUCTION'))).body.status).toBe('SUCCESS');
    expect(system.pack('kz', nameOf(codes[0]))?.state).toBe('WRITTEN_OFF');
    expect((await document('uz', 'withdrawal', gone('LOST'))).status).toBe(404);
  });

  test('lose a result until whoever told it tells the same again, and nobody else', async () => {
    const [first] = participants['uz'] ?? [];
    const other = { tin: '2', apiKey: 'other', places: [36], balance: 1_000 };
    await open({
      participants: { kz: participants['kz'] ?? [], uz: [...(first ? [first] : []), other] },
      faults: [{ on: 'utilisation', kind: 'lost-result', from: 1, count: 1 }],
    });
    const codes = await fetched('uz', 1);
    const lost = (await report('uz', codes)).body.reportId;
    const response = await fetch(`${system.url}/uz/api/utilisation?productGroup=pharma`, {
      ...{ method: 'POST', headers: { authorization: 'Bearer other' } },
      body: JSON.stringify(used('uz', codes)),
    });
    expect(Object(await response.json()).reportId).not.toBe(lost);
    expect((await call('uz', 'GET', `api/utilisation/${lost}`)).body.reportStatus).toBe('IN_PROCESS');
    expect((await report('uz', codes)).body).toMatchObject({ reportId: lost, reportStatus: 'SUCCESS' });
  });

  test('remember over a restart, and lose a result until the same is sent again', async () => {
    const folder = temporaryFolder();
    await open({ dataDir: folder.path, faults: [{ on: 'utilisation', kind: 'lost-result', from: 1, count: 1 }] });
    const codes = await fetched('uz', 1);
    expect((await report('uz', codes)).body).toMatchObject({ reportStatus: 'IN_PROCESS' });
    await system.close();
    await open({ dataDir: folder.path });
    expect((await report('uz', codes)).body).toMatchObject({ reportStatus: 'SUCCESS' });
    const turn = (wish: object) =>
      fetch(`${system.url}/v1/sandbox`, { method: 'POST', body: JSON.stringify(wish) }).then(({ status }) => status);
    expect(await turn({ do: 'forget', country: 'uz', codes: [nameOf(codes[0])] })).toBe(200);
    expect(await turn({ do: 'pay', country: 'uz', tin: 'nobody', amount: 1 })).toBe(400);
    expect(await turn({ do: 'clock', aheadSeconds: 180 * 86_400 })).toBe(200);
    expect((await report('uz', codes)).body.rejectReason).toContain('CODE_EXPIRED');
    folder.remove();
  });
});
