import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { glns, gtins } from '../hub/rehearsal.ts';
import { type PortalOptions, type PortalSandbox, startPortalSandbox } from './sandbox.ts';

const [acme = '', , , medico = ''] = glns;
const [gtin = ''] = gtins;
const header =
  'Event,EventTime,GTIN,SerialNumber,SSCC,BatchNumber,ExpiryDate,ParentGTIN,ParentSerialNumber,ParentSSCC,ReadPointGLN,BizLocationGLN,SourceGLN,DestinationGLN,Reason';
const sscc = '095213210000000014';
const time = '2026-03-01T09:00:00Z';
const commission = (serial: string, batch = 'L1', gln = acme) =>
  `COMMISSION,${time},${gtin},${serial},,${batch},2028-12-31,,,,${gln},${gln},,,`;
const container = `COMMISSION,${time},,,${sscc},,,,,,${acme},${acme},,,`;
const aggregate = (serial: string) => `AGGREGATE,${time},${gtin},${serial},,,,,,${sscc},${acme},${acme},,,`;
const moved = (event: string, here = acme) => `${event},${time},,,${sscc},,,,,,${here},${here},${acme},${medico},`;
const ended = (of: string) => `DECOMMISSION,${time},${of},,,,,,${acme},${acme},,,DESTROYED`;

let portal: PortalSandbox;
let ms = Date.parse('2026-03-01T10:00:00Z');
const folders: string[] = [];
afterEach(async () => {
  await portal.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});
const open = async (options: Partial<PortalOptions> = {}) => {
  portal = await startPortalSandbox({ port: 0, glns, gtins, now: () => ms, ...options });
};

async function ask(method: string, path: string, body?: string) {
  const answer = await fetch(`${portal.url}/${path}`, { method, ...(body !== undefined && { body }) });
  const text = await answer.text();
  return { status: answer.status, body: Object(text === '' ? {} : JSON.parse(text)) };
}
const fileOf = (rows: readonly string[]) => [header, ...rows].map((row) => `${row}\r\n`).join('');
const put = (name: string, ...rows: string[]) => ask('PUT', `eg/v1/files/${name}`, fileOf(rows));
const resultOf = async (receipt: string) => (await ask('GET', `eg/v1/receipts/${receipt}`)).body;
let files = 0;
/** What becomes of a file: `accepted`, or the first row and code that fail it. */
async function told(...rows: string[]) {
  const { status, problems } = await resultOf((await put(`f${++files}`, ...rows)).body.receipt);
  return status === 'failed' ? `${problems[0].row} ${problems[0].code}` : status;
}

describe('the portal of Egypt', () => {
  test('follows packs from commissioning to their end; a container is opened by its end', async () => {
    await open();
    expect(await told(commission('A'), commission('B'), container, aggregate('A'))).toBe('accepted');
    expect(await told(moved('SHIP'))).toBe('accepted');
    expect(await told(moved('RECEIVE', medico))).toBe('accepted');
    expect(portal.unit(`${gtin}.A`)).toMatchObject({ state: 'active', place: medico, parent: sscc });
    expect(await told(ended(`,,${sscc}`))).toBe('accepted');
    expect(portal.unit(`${gtin}.A`)).not.toHaveProperty('parent');
  });

  test.each([
    ['3 SERIAL_USED', commission('A')],
    ['3 NOT_COMMISSIONED', aggregate('A')],
    ['3 NOT_COMMISSIONED', ended(`${gtin},Z,`)],
    ['3 UNKNOWN_GLN', commission('C', 'L1', '9521321000025')],
    ['3 UNKNOWN_GTIN', commission('C').replace(gtin, '09521321000018')],
    ['3 FORM', commission('C', '')],
    ['3 FORM', commission('C').replace('COMMISSION', 'EXPLODE').replace(',C,', ',B,')],
  ])('fails the whole file with the number of the bad row: %s', async (expected, bad) => {
    await open();
    expect(await told(commission('A'), commission('B'), bad)).toBe(expected);
    expect(portal.unit(`${gtin}.A`)).toBeUndefined();
  });

  test('takes 50,000 rows, and cells in quotes', async () => {
    await open();
    const rows = (count: number) => Array.from({ length: count }, (_, i) => commission(`S${i}`, '"L,""1"'));
    expect(await told(...rows(50_001))).toBe('undefined TOO_MANY_ROWS');
    expect(await told(...rows(50_000))).toBe('accepted');
  });

  test('tells what was not received within 48 hours', async () => {
    await open();
    await told(container, moved('SHIP'));
    const overdue = async () => (await ask('GET', 'eg/v1/overdue')).body.codes;
    expect(await overdue()).toEqual([]);
    await ask('POST', 'v1/sandbox', JSON.stringify({ do: 'clock', aheadSeconds: 48 * 3600 }));
    expect(await overdue()).toEqual([sscc]);
  });

  test('lets its result wait, under one receipt for one file', async () => {
    await open({ answerDelayMs: 5_000 });
    const { body } = await put('one', commission('A'));
    expect(body.sha256).toBe(
      createHash('sha256')
        .update(fileOf([commission('A')]))
        .digest('hex'),
    );
    expect((await put('one', commission('A'))).body).toEqual(body);
    expect((await ask('GET', 'eg/v1/files/one')).body).toEqual(body);
    expect((await put('one', commission('B'))).status).toBe(409);
    expect((await resultOf(body.receipt)).status).toBe('waiting');
    ms += 5_000;
    expect(await resultOf(body.receipt)).toMatchObject({ status: 'accepted', rows: 1 });
  });

  test('remembers over a restart', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'portal-'));
    folders.push(dataDir);
    await open({ dataDir });
    await told(commission('A'));
    await portal.close();
    await open({ dataDir });
    expect(await told(commission('A'))).toBe('1 SERIAL_USED');
  });
});

describe('the portals of Korea and India, beside it', () => {
  const sale = `ReportKind,OriginalReportNumber,SupplyDate,SupplierNumber,PartnerNumber,PartnerInstitution,PartnerName,PartnerCountry,SupplyClass,ContractType,ProductCode,Lot,Expiry,Serial,Quantity,UnitPrice,Package\r\nSALES,,2026-03-01,1234567891,1000000009,,,KR,1,2,${gtin},L1,2028-12-31,A,1,1200,\r\n`;
  const turn = (wish: object) => ask('POST', 'v1/sandbox', JSON.stringify(wish));

  test('tell the result of a report by its receipt and by its number, over a restart', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'portal-'));
    folders.push(dataDir);
    await open({ dataDir });
    await turn({ do: 'register', parties: ['1234567891', '1000000009'] });
    const { receipt } = (await ask('PUT', 'kr/v1/files/one', sale)).body;
    const result = (await ask('GET', `kr/v1/receipts/${receipt}`)).body;
    expect(result).toMatchObject({ status: 'accepted', rows: 1, reportNumber: expect.stringMatching(/^\d{14}$/) });
    await portal.close();
    await open({ dataDir });
    expect((await ask('GET', `kr/v1/receipts/${result.reportNumber}`)).body).toEqual(result);
    expect((await ask('GET', `in/v1/receipts/${receipt}`)).status).toBe(404);
  });

  test('forget a pack of the one that is named', async () => {
    await open({ parties: ['1234567891', '1000000009'] });
    await ask('PUT', 'kr/v1/files/one', sale);
    const codes = [`${gtin}.A`];
    expect((await turn({ do: 'forget', codes })).body).toMatchObject({ at: '/codes/0' });
    expect((await turn({ do: 'forget', portal: 'kr', codes })).status).toBe(200);
    expect(portal.unit(`${gtin}.A`, 'kr')).toBeUndefined();
  });
});
