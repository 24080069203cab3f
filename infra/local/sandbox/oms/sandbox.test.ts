import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { demoGtin, holder, maker, mdlpClient, mdlpSubjects } from '../../../../test/kit/mdlp-client.ts';
import { home, plant } from '../../../../test/kit/mdlp-documents.ts';
import { temporaryFolder } from '../../../../test/kit/temporary-folder.ts';
import { type MdlpSandbox, startMdlpSandbox } from '../mdlp/sandbox.ts';
import type { Sandbox } from '../serve.ts';
import { type OmsOptions, startOmsSandbox } from './sandbox.ts';

const omsId = '6c5b9d64-1111-4222-8333-9a0000000001';
const abroad = '6c5b9d64-1111-4222-8333-9a0000000002';
const stations = [
  { omsId, clientToken: 'secret', systemId: maker.systemId },
  { omsId: abroad, clientToken: 'secret', systemId: holder.systemId },
];
const DAY = 86_400_000;

let mdlp: MdlpSandbox;
let oms: Sandbox;
let ms = Date.parse('2026-03-02T10:00:00Z');
afterEach(() => Promise.all([mdlp.close(), oms.close()]));

const xsd = resolve('../shared/corpus/regulators/russia-mdlp/xsd');
/** The operator's schemas, where they are at hand. */
const schemas = existsSync(xsd) ? xsd : undefined;

async function open(options: Partial<OmsOptions> = {}, more: { schemas?: string | undefined } = {}) {
  const { dataDir } = options;
  mdlp = await startMdlpSandbox({
    ...{ port: 0, subjects: mdlpSubjects, throttled: false, onlyEmitted: true, now: () => ms, dataDir, ...more },
  });
  oms = await startOmsSandbox({ port: 0, stations, register: mdlp.feed, ...options });
}
async function call(method: string, path: string, body?: object, station = omsId) {
  const url = `${oms.url}/api/v3/${path}${path.includes('?') ? '&' : '?'}omsId=${station}`;
  const response = await fetch(url, {
    method,
    headers: { clientToken: 'secret', 'X-Signature': 'c2lnbg==' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}
const wanted = (quantity: number, own: object = { serialNumberType: 'OPERATOR' }) => ({
  productGroup: 'pharma',
  products: [{ gtin: demoGtin, quantity, templateId: 5, ...own }],
});
const place = async (quantity: number, own?: object, station?: string): Promise<string> =>
  (await call('POST', 'order', wanted(quantity, own), station)).body.orderId;
const fetched = async (orderId: string, quantity: number, station?: string) =>
  (await call('GET', `codes?orderId=${orderId}&gtin=${demoGtin}&quantity=${quantity}`, undefined, station)).body;
const status = async (orderId: string) => (await call('GET', `order/status?orderId=${orderId}&gtin=${demoGtin}`)).body;
const used = (sntins: string[], attributes: object) => ({
  productGroup: 'pharma',
  sntins,
  attributes: { seriesNumber: 'L1', expirationDate: '2028-02-28', ...attributes },
});
const reported = async (reportId: string, station?: string) =>
  (await call('GET', `report/info?reportId=${reportId}`, undefined, station)).body;
const sgtinOf = (code = '') => code.slice(2, 16) + code.slice(18, 31);

describe('the order station', () => {
  test('gives codes in blocks when an order is ready, the same block once more, and never the same code twice', async () => {
    await open({ delayMs: 5_000 });
    const orderId = await place(5);
    expect(await status(orderId)).toMatchObject({ bufferStatus: 'PENDING', availableCodes: 0 });
    ms += 5_000;
    expect(await status(orderId)).toMatchObject({ bufferStatus: 'ACTIVE', availableCodes: 5 });
    const first = await fetched(orderId, 3);
    const again = await call('GET', `order/codes/retry?orderId=${orderId}&gtin=${demoGtin}&blockId=${first.blockId}`);
    expect(again.body.codes).toEqual(first.codes);
    const rest = await fetched(orderId, 3);
    expect(new Set([...first.codes, ...rest.codes]).size).toBe(5);
    const [product, key, crypto] = first.codes[0].split('\u001d');
    expect(product).toMatch(/^010952123456101921[A-Za-z0-9]{13}$/);
    expect([key, crypto.slice(0, 7), crypto.length]).toEqual(['91TEST', '92DUMMY', 46]);
    expect(await status(orderId)).toMatchObject({ bufferStatus: 'EXHAUSTED', leftInBuffer: 0 });
    expect((await fetched(orderId, 1)).globalErrors[0].error).toContain('EXHAUSTED');
  });

  test('takes serials of the participant’s own, once', async () => {
    await open();
    const own = { serialNumberType: 'SELF_MADE', serialNumbers: ['ABCDEFGHIJK01', 'ABCDEFGHIJK02'] };
    const { codes } = await fetched(await place(2, own), 2);
    expect(codes.map(sgtinOf)).toEqual(own.serialNumbers.map((serial) => demoGtin + serial));
    expect(await status(await place(2, own))).toMatchObject({ bufferStatus: 'REJECTED' });
    expect((await call('POST', 'order', wanted(3, own))).body.fieldErrors[0].fieldError).toContain('SELF_MADE');
    expect((await call('POST', 'order', wanted(150_001))).status).toBe(400);
  });

  test('brings codes that were used to the register as packs, at home and abroad, and no others', async () => {
    await open({}, { schemas });
    const { codes } = await fetched(await place(3), 3);
    const { body } = await call('POST', 'utilisation', used(codes.slice(0, 2), { subjectId: plant }));
    expect(await reported(body.reportId)).toMatchObject({ reportStatus: 'SENT' });
    expect(codes.map(sgtinOf).map(mdlp.stateOf)).toEqual(['marked', 'marked', 'emitted']);
    const again = await call('POST', 'utilisation', used(codes, { subjectId: plant }));
    expect(await reported(again.body.reportId)).toMatchObject({
      reportStatus: 'REJECTED',
      errorReason: expect.stringMatching(/^CODE_USED: /),
    });
    const theirs = await call('POST', 'utilisation', used(codes.slice(2), { subjectId: home }));
    expect(await reported(theirs.body.reportId)).toMatchObject({ reportStatus: 'REJECTED' });
    const foreign = await fetched(await place(1, undefined, abroad), 1, abroad);
    const sent = await call('POST', 'utilisation', used(foreign.codes, { subjectId: holder.systemId }), abroad);
    expect(await reported(sent.body.reportId, abroad)).toMatchObject({ reportStatus: 'SENT' });
    const client = await mdlpClient(mdlp, holder);
    const info = (await client.as('GET', `reestr/sgtin/${sgtinOf(foreign.codes[0])}`)).body.sgtin_info;
    expect(info).toMatchObject({ status: 'marked', batch: 'L1', expiration_date: '2028-02-28' });
  });

  test('writes codes off that were dropped, left when an order was closed, or not used for 180 days', async () => {
    await open({}, { schemas });
    const orderId = await place(4);
    const { codes } = await fetched(orderId, 3);
    await call('POST', 'utilisation', used(codes.slice(0, 1), { subjectId: plant }));
    const dropped = await call('POST', 'dropout', {
      productGroup: 'pharma',
      sntins: [codes[1]],
      dropoutReason: 'DEFECT',
    });
    expect(await reported(dropped.body.reportId)).toMatchObject({ reportStatus: 'SENT' });
    await call('POST', 'order/close', { orderId });
    const states = () => codes.map(sgtinOf).map(mdlp.stateOf);
    expect(states()).toEqual(['marked', 'dropped', 'emitted']);
    ms += 180 * DAY;
    expect(await status(orderId)).toMatchObject({ bufferStatus: 'CLOSED' });
    expect(states()).toEqual(['marked', 'dropped', 'dropped']);
    const client = await mdlpClient(mdlp, maker);
    const { body } = await client.as('POST', 'documents/outcome', {
      filter: { doc_type: 10305 },
      start_from: 0,
      count: 9,
    });
    expect(body.documents).toHaveLength(3);
    const last = await client.as('GET', `documents/download/${body.documents[2].document_id}`);
    expect((await client.call('GET', last.body.link)).text).toContain('<dropout_reason>2</dropout_reason>');
  });

  test('says why codes cannot be used, in words that begin with a name', async () => {
    await open();
    const { codes } = await fetched(await place(3), 3);
    const why = async (list: string[], lot = 'L1', station?: string) => {
      const said = used(list, { subjectId: plant, seriesNumber: lot });
      const { body } = await call('POST', 'utilisation', said, station);
      return (await reported(body.reportId, station)).errorReason?.split(':')[0];
    };
    expect(await why([codes[0].replace('DUMMY', 'TRUE!')])).toBe('WRONG_TAIL');
    expect(await why([`${codes[0].slice(0, 18)}ZZZZZZZZZZZZZ${codes[0].slice(31)}`])).toBe('UNKNOWN_CODE');
    expect(await why([codes[0]])).toBeUndefined();
    expect([await why([codes[0]]), await why([codes[0]], 'L2')]).toEqual(['CODE_USED', 'OTHER_LOT']);
    await call('POST', 'dropout', { productGroup: 'pharma', sntins: [codes[1]], dropoutReason: 'DEFECT' });
    await call('GET', 'ping');
    expect(await why([codes[1]])).toBe('CODE_DROPPED');
    ms += 180 * DAY;
    await call('GET', 'ping');
    expect(await why([codes[2]])).toBe('CODE_EXPIRED');
    expect((await call('POST', 'utilisation', used(['01'], { subjectId: plant }))).status).toBe(400);
  });

  test('finds a report again by the participant’s own name of it', async () => {
    await open({ delayMs: 1_000 });
    const { codes } = await (async () => {
      const orderId = await place(1);
      ms += 1_000;
      return fetched(orderId, 1);
    })();
    const said = used(codes, { subjectId: plant, productionOrderId: 'r-1' });
    const { body } = await call('POST', 'utilisation', said);
    expect(await reported(body.reportId)).toMatchObject({ reportStatus: 'PENDING' });
    const found = (await call('POST', 'receipts/receipt/search', { filter: { productionOrderIds: ['r-1', 'r-2'] } }))
      .body;
    expect(found).toMatchObject({ totalCount: 1, results: [{ resultDocId: body.reportId }] });
  });

  test('holds what is aggregated against its codes and packages', async () => {
    await open();
    const { codes } = await fetched(await place(2), 2);
    const unit = (unitSerialNumber: string, ...sntins: string[]) => ({
      productGroup: 'pharma',
      aggregationUnits: [{ unitSerialNumber, sntins }],
    });
    const [box, other, pallet] = ['095212340000000014', '095212340000000021', '095212340000000038'];
    const outcome = async (...all: Parameters<typeof unit>) => {
      const { reportStatus, errorReason } = await reported(
        (await call('POST', 'aggregation', unit(...all))).body.reportId,
      );
      return errorReason?.split(':')[0] ?? reportStatus;
    };
    expect(await outcome(box, ...codes)).toBe('CODE_NOT_USED');
    await call('POST', 'utilisation', used(codes, { subjectId: plant }));
    expect(await outcome(pallet, box)).toBe('UNKNOWN_PACKAGE');
    expect([await outcome(box, ...codes), await outcome(pallet, box)]).toEqual(['SENT', 'SENT']);
    expect(await outcome(other, codes[0])).toBe('CODE_PACKED');
    expect((await call('POST', 'aggregation', unit(box, '01'))).status).toBe(400);
  });

  test('lets in whom it knows, and remembers over a restart', async () => {
    const folder = temporaryFolder();
    await open({ dataDir: folder.path });
    const orderId = await place(3);
    const { codes, blockId } = await fetched(orderId, 2);
    expect((await call('GET', 'ping', undefined, 'nobody')).status).toBe(400);
    const url = `${oms.url}/api/v3/ping?omsId=${omsId}`;
    expect((await fetch(url, { headers: { clientToken: 'wrong' } })).status).toBe(401);
    await Promise.all([mdlp.close(), oms.close()]);
    await open({ dataDir: folder.path });
    const again = await call('GET', `order/codes/retry?orderId=${orderId}&gtin=${demoGtin}&blockId=${blockId}`);
    expect(again.body.codes).toEqual(codes);
    expect((await fetched(orderId, 9)).codes).toHaveLength(1);
    expect(mdlp.stateOf(sgtinOf(codes[0]))).toBe('emitted');
    folder.remove();
  });
});
