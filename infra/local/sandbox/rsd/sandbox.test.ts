import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Fault } from '../faults.ts';
import { rsdStakeholders } from './rehearsal.ts';
import { type RsdSandbox, startRsdSandbox } from './sandbox.ts';
import { element } from './write-soap.ts';

const [acme, medico] = rsdStakeholders;
const GTIN = '09521234561019';

let dataDir = '';
let rsd: RsdSandbox;
const open = async (faults: readonly Fault[] = []) => {
  rsd = await startRsdSandbox({ port: 0, dataDir, stakeholders: rsdStakeholders, faults });
};
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'rsd-'));
});
afterEach(async () => {
  await rsd.close();
  rmSync(dataDir, { recursive: true });
});

const product = (...inside: string[]) => element('PRODUCT', [element('GTIN', GTIN), ...inside]);
const lot = [element('BN', 'L1'), element('XD', '2028-02-29')];
const packs = (...serials: string[]) =>
  element(
    'PRODUCTLIST',
    serials.map((serial) => product(element('SN', serial), ...lot)),
  );
const quantity = (count: number) => element('PRODUCTLIST', [product(...lot, element('QUANTITY', String(count)))]);

async function call(service: string, inside: readonly string[], who = acme) {
  const body = `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><n:${service}Request xmlns:n="http://dtts.sfda.gov.sa/${service}">${inside.join('')}</n:${service}Request></e:Body></e:Envelope>`;
  const authorization = `Basic ${Buffer.from(`${who?.username}:${who?.password}`).toString('base64')}`;
  const answer = await fetch(`${rsd.url}/ws/${service}/${service}`, {
    method: 'POST',
    headers: { authorization },
    body,
  });
  return answer.text();
}
const textsOf = (name: string, xml: string) =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)`, 'g'))].map(([, text]) => text);
const supply = (...serials: string[]) =>
  call('SupplyService', [
    ...[element('MD', '2026-02-01'), element('GTIN', GTIN), element('XD', '2028-02-29'), element('BN', 'L1')],
    element(
      'SNREQUESTLIST',
      serials.map((serial) => element('SN', serial)),
    ),
  ]);
const to = element('TOGLN', medico?.gln ?? '');
const control = async (wish: object) =>
  (await fetch(`${rsd.url}/v1/sandbox`, { method: 'POST', body: JSON.stringify(wish) })).status;

test('it remembers packs, their owners and packages when it is started again', async () => {
  await open();
  await supply('A1', 'A2', 'A3');
  await call('DispatchService', [to, packs('A1')]);
  await call('PackageUploadService', [to, element('FILE', 'UEsDBBQAAAAIAA==')]);
  expect(await control({ do: 'forget', gtin: GTIN, serials: ['A3'] })).toBe(200);
  await rsd.close();
  await open();
  const states = ['A1', 'A2', 'A3'].map((serial) => rsd.stateOf(acme?.gln ?? '', GTIN, serial));
  expect(states).toEqual(['20002', '20001', '10001']);
  const asked = [
    element('FROMGLN', ''),
    to,
    element('GETALL', 'false'),
    element('STARTDATE', ''),
    element('ENDDATE', ''),
  ];
  expect(textsOf('TRANSFERID', await call('PackageQueryService', asked, medico))).toEqual(['900000001']);
  expect(textsOf('FILE', await call('PackageDownloadService', [element('TRANSFERID', '900000001')], medico))).toEqual([
    'UEsDBBQAAAAIAA==',
  ]);
  expect(textsOf('TRANSFERID', await call('PackageQueryService', asked, medico))).toEqual([]);
});

test('quantities of a lot are moved as a whole, or not at all', async () => {
  await open();
  await supply('A1', 'A2', 'A3');
  expect(textsOf('RC', await call('DispatchBatchService', [to, quantity(4)]))).toEqual(['10009']);
  expect(textsOf('RC', await call('DispatchBatchService', [to, quantity(2)]))).toEqual(['00000']);
  const from = element('FROMGLN', acme?.gln ?? '');
  expect(textsOf('RC', await call('AcceptBatchService', [from, quantity(2)], medico))).toEqual(['00000']);
  expect(textsOf('RC', await call('DispatchCancelBatchService', [to, quantity(1)]))).toEqual(['10009']);
});

test('a whole dispatch is accepted by its number', async () => {
  await open();
  await supply('A1', 'A2');
  const [id = ''] = textsOf('NOTIFICATIONID', await call('DispatchService', [to, packs('A1', 'A2')]));
  const number = [element('DISPATCHNOTIFICATIONID', id)];
  expect(textsOf('SN', await call('DispatchDetailService', number, medico))).toEqual(['A1', 'A2']);
  expect(textsOf('RC', await call('AcceptDispatchService', number, medico))).toEqual(['00000', '00000']);
  expect(textsOf('CODE', await call('ErrorCodeListService', []))).toContain('80202');
});

test('it misbehaves as it is wished, and answers about other packs', async () => {
  await open([{ on: 'SupplyService', kind: 'wrong-id', from: 1, count: 1 }]);
  expect(textsOf('SN', await supply('A1'))).toEqual(['OTHER']);
  expect(await control({ do: 'faults', faults: [{ on: 'DispatchService', kind: 'html', from: 1, count: 1 }] })).toBe(
    200,
  );
  expect(await call('DispatchService', [to, packs('A1')])).toContain('<html>');
  expect(
    await control({ do: 'faults', faults: [{ on: 'SupplyService', kind: 'lost-result', from: 1, count: 1 }] }),
  ).toBe(400);
  expect(await control({ do: 'forget', gtin: GTIN, serials: ['B1'] })).toBe(400);
});
