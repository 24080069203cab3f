import { once } from 'node:events';
import { request } from 'node:https';
import { afterEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/kit/temporary-folder.ts';
import { type NmvsOptions, type NmvsSandbox, startNmvsSandbox } from './sandbox.ts';
import type { Elsewhere } from './world.ts';

const code = '09521321543218';
let nmvs: NmvsSandbox;
let ms = Date.parse('2026-03-01T10:00:00Z');
afterEach(() => nmvs.close());

async function open(options: Partial<NmvsOptions> = {}) {
  nmvs = await startNmvsSandbox({ country: 'DE', users: { 'SITE/U1': 'pw' }, now: () => ms, ...options });
}

async function send(
  url: string,
  body: string | undefined,
  tls: object = {},
): Promise<{ status: number; text: string }> {
  const asked = request(url, { method: body === undefined ? 'GET' : 'POST', ca: nmvs.authority, agent: false, ...tls });
  asked.end(body);
  const [response] = await once(asked, 'response');
  return { status: response.statusCode, text: (await response.toArray()).join('') };
}

const product = (expiry: string) =>
  `<t:Product><t:ProductCode t:scheme="GTIN">${code}</t:ProductCode><t:Batch><t:Id>L1</t:Id><t:ExpDate>${expiry}</t:ExpDate></t:Batch></t:Product>`;
const envelope = (operation: string, body: string, password = 'pw') =>
  `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:m="urn:wsdltypes.nmvs.eu:v5.0" xmlns:t="urn:types.nmvs.eu:v5.0"><s:Body><m:${operation}Request><t:Header><t:Auth><t:ClientLoginId>SITE</t:ClientLoginId><t:UserId>U1</t:UserId><t:Password>${password}</t:Password></t:Auth><t:UserSoftware t:supplier="a" t:name="b" t:version="c"/><t:Transaction><t:ClientTrxId>T1</t:ClientTrxId><t:Language>eng</t:Language></t:Transaction></t:Header><t:Body>${body}</t:Body></m:${operation}Request></s:Body></s:Envelope>`;
const single = (operation: string, { serial = 'A1', expiry = '281231', password = 'pw' } = {}) =>
  send(
    `${nmvs.services.single}/WS_SINGLE_TRANSACTIONS_V1/SinglePackServiceV50`,
    envelope(operation, `${product(expiry)}<t:Pack t:sn="${serial}"/>`, password),
  );
const codeOf = ({ text }: { text: string }) => /ReturnCode t:code="(\w+)"/.exec(text)?.[1];

describe('the NMVS sandbox', () => {
  test('answers a wrong password and a malformed date with faults of the sender', async () => {
    await open();
    nmvs.load(code, 'L1', '281231', ['A1']);
    for (const asked of [{ password: 'no' }, { expiry: '281331' }, { expiry: '28-12' }, { serial: 'A-1' }])
      expect(await single('G120', asked)).toMatchObject({ status: 400, text: expect.stringContaining('soap:Sender') });
    expect((await single('G999')).text).toContain('no operation G999');
    expect([nmvs.stateOf(code, 'A1'), nmvs.alerts()]).toEqual(['ACTIVE', []]);
  });

  test('lets in only whom it gave a certificate, when it is told so', async () => {
    await open({ clientCertificates: true });
    await expect(single('G110')).rejects.toThrow();
    const { certificate, key } = await nmvs.client('somebody');
    const url = `${nmvs.services.single}/WS_SINGLE_TRANSACTIONS_V1/SinglePackServiceV50`;
    expect((await send(url, 'no xml', { cert: certificate, key })).status).toBe(400);
  });

  test('knows no undo after ten days, no change after expiry, recall and withdrawal, and raises no alert for those', async () => {
    await open();
    nmvs.load(code, 'L1', '281231', ['A1', 'A2', 'A3']);
    await single('G120');
    ms += 10 * 86_400_000 + 1;
    expect(codeOf(await single('G121'))).toBe('NMVS_NC_PCK_20');
    nmvs.recall(code, 'L1');
    expect(codeOf(await single('G120', { serial: 'A2' }))).toBe('NMVS_NC_PCK_22');
    expect(await single('G110', { serial: 'A2' })).toMatchObject({ text: expect.stringContaining('RECALLED') });
    expect(codeOf(await single('G121', { serial: 'A3' }))).toBe('NMVS_NC_PCK_06');
    expect(nmvs.alerts()).toEqual([]);
  });

  test('is rehearsed with from outside: packs, clock, recall', async () => {
    await open();
    const say = (what: object) => send(`${nmvs.alertsUrl}/v1/sandbox`, JSON.stringify(what));
    await say({ do: 'load', productCode: code, batch: 'L1', expiry: '281231', serials: ['A1'] });
    expect(codeOf(await single('G110'))).toBe('NMVS_SUCCESS');
    await say({ do: 'clock', aheadSeconds: 4 * 365 * 86_400 });
    expect((await single('G110')).text).toContain('EXPIRED');
    expect((await say({ do: 'sing' })).status).toBe(400);
  });

  test('is turned without a certificate, where no fault is in the way, and refuses what could not happen', async () => {
    await open({ clientCertificates: true });
    const turn = async (what: object) => {
      const answer = await fetch(nmvs.controlUrl, { method: 'POST', body: JSON.stringify(what) });
      return { status: answer.status, body: await answer.json() };
    };
    const pack = { productCode: code, batch: 'L1', expiry: '281231', serials: ['A1'] };
    expect(await turn({ do: 'recall', productCode: code, batch: 'L1' })).toMatchObject({ body: { at: '/batch' } });
    expect(await turn({ do: 'withdraw', productCode: code, serials: [] })).toMatchObject({ body: { at: '/serials' } });
    expect(await turn({ do: 'clock', aheadSeconds: 1e18 })).toMatchObject({ status: 400 });
    expect((await turn({ do: 'load', ...pack })).status).toBe(200);
    expect((await turn({ do: 'recall', productCode: code, batch: 'L1' })).status).toBe(200);
    const fault = { on: '*', kind: 'refuse', from: 1, count: 1 };
    expect((await turn({ do: 'faults', faults: [fault] })).status).toBe(200);
    const { certificate, key } = await nmvs.client('somebody');
    const alerts = () => send(`${nmvs.alertsUrl}/v1/alerts`, undefined, { cert: certificate, key });
    await expect(alerts()).rejects.toThrow();
    expect((await alerts()).status).toBe(200);
    expect((await turn({ do: 'forget', productCode: code, serials: ['A1'] })).status).toBe(200);
    expect([
      nmvs.stateOf(code, 'A1'),
      (await turn({ do: 'forget', productCode: code, serials: ['A1'] })).status,
    ]).toEqual([undefined, 400]);
  });

  test('asks other markets for packs it does not know', async () => {
    const elsewhere = (state: string, changes: boolean): Elsewhere => ({
      changes,
      find: async (_, serial) => (serial === 'X1' ? { batch: 'L1', expiry: '281231', state } : undefined),
    });
    const answers: (string | undefined)[] = [];
    for (const [state, changes] of [
      ['ACTIVE', true],
      ['ACTIVE', false],
      ['WITHDRAWN', true],
      ['SUPPLIED', true],
    ] as const) {
      await open({ elsewhere: elsewhere(state, changes) });
      answers.push(codeOf(await single('G120', { serial: 'X1' })));
      if (answers.length === 4) break;
      expect(nmvs.alerts()).toEqual([]);
      await nmvs.close();
    }
    expect(answers).toEqual(['NMVS_SUCCESS', 'NMVS_NC_PCK_27', 'NMVS_NC_PCK_22', 'NMVS_NC_PCK_19']);
    expect(nmvs.alerts()).toMatchObject([{ code: 'A7' }]);
  });

  test('works a mixed bulk off later, and remembers over a restart', async () => {
    const { path: dataDir, remove } = temporaryFolder();
    await open({ dataDir, bulkDelayMs: 5_000 });
    nmvs.load(code, 'L1', '281231', ['A1']);
    const item = (kind: string, operation: string) =>
      `<t:TrxItem><t:${kind} t:reqType="${operation}">${product('281231')}<t:Pack t:sn="A1"/><t:Transaction><t:ClientTrxId>I</t:ClientTrxId><t:Language>eng</t:Language></t:Transaction></t:${kind}></t:TrxItem>`;
    const url = `${nmvs.services.mixed}/WS_MIXED_BULK_TRANSACTIONS_V1/MixedBulkServiceV50`;
    const list = `<t:TrxList>${item('Item', 'G120')}${item('ItemUndo', 'G121')}${item('Item', 'G140')}</t:TrxList>`;
    const taken = await send(url, envelope('G195', list));
    const id = /NMVSTrxId>([^<]+)/.exec(taken.text)?.[1] ?? '';
    const result = () => send(url, envelope('G196', `<t:RefNMVSTrxId>${id}</t:RefNMVSTrxId>`));
    expect((await result()).text).not.toContain('TrxItem');
    await nmvs.close();
    await open({ dataDir, bulkDelayMs: 5_000, ports: { mixed: Number(new URL(url).port) } });
    ms += 5_000;
    const told = await result();
    expect(told.text.match(/NMVS_SUCCESS/g)).toHaveLength(4);
    // Its transactions are counted on: an id that was told once names nothing else.
    expect([id, /NMVSTrxId>([^<]+)/.exec(told.text)?.[1]]).toEqual(['NMVS-000000000001', 'NMVS-000000000003']);
    await nmvs.close();
    await open({ dataDir });
    expect(nmvs.stateOf(code, 'A1')).toBe('EXPORTED');
    remove();
  });
});
