import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { client, glns, gtins } from './rehearsal.ts';
import { type HubOptions, type HubSandbox, startHubSandbox } from './sandbox.ts';

const [acme = '', , , medico = ''] = glns;
const place = 'urn:epc:id:sgln:9521321.00001.0';
const away = 'https://id.gs1.org/414/9521323000016';
const pack = (serial: string) => `urn:epc:id:sgtin:9521321.054321.${serial}`;
const code = (serial: string) => `09521321543218.${serial}`;
const box = 'urn:epc:id:sgtin:9521321.154321.C1';

let hub: HubSandbox;
const ms = Date.parse('2026-03-01T10:00:00Z');
let token = '';
const folders: string[] = [];
afterEach(async () => {
  await hub.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function open(options: Partial<HubOptions> = {}) {
  hub = await startHubSandbox({ port: 0, clients: [client], glns, gtins, now: () => ms, ...options });
  const pair = Buffer.from(`${client.clientId}:${client.clientSecret}`).toString('base64');
  const given = await fetch(`${hub.url}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${pair}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  token = Object(await given.json()).access_token;
}

const listOf = (epcs: readonly string[]) => epcs.map((epc) => `<epc>${epc}</epc>`).join('');
interface Said {
  readonly id?: string;
  readonly error?: boolean;
  readonly rest?: string;
  readonly at?: string;
  readonly where?: string;
}
const event = (
  action: string,
  step: string,
  epcs: readonly string[],
  { id, error, rest = '', at, where = place }: Said = {},
) =>
  `<ObjectEvent><eventTime>${at ?? '2026-03-01T09:00:00Z'}</eventTime><eventTimeZoneOffset>+00:00</eventTimeZoneOffset>
  ${id ? `<baseExtension><eventID>${id}</eventID>${error ? '<errorDeclaration><declarationTime>2026-03-01T09:30:00Z</declarationTime></errorDeclaration>' : ''}</baseExtension>` : ''}
  <epcList>${listOf(epcs)}</epcList><action>${action}</action><bizStep>urn:epcglobal:cbv:bizstep:${step}</bizStep>
  <readPoint><id>${where}</id></readPoint>${rest}</ObjectEvent>`;
const ilmd =
  '<extension><ilmd><x:lotNumber xmlns:x="urn:epcglobal:cbv:mda">L1</x:lotNumber><x:itemExpirationDate xmlns:x="urn:epcglobal:cbv:mda">2028-12-31</x:itemExpirationDate></ilmd></extension>';
const commission = (epcs: readonly string[], said: Said = {}) =>
  event('ADD', 'commissioning', epcs, { rest: ilmd, ...said });
const between = (from: string, to: string) =>
  `<extension><sourceList><source type="urn:epcglobal:cbv:sdt:location">${from}</source></sourceList><destinationList><destination type="urn:epcglobal:cbv:sdt:location">${to}</destination></destinationList></extension>`;
const packing = (parent: string, children: readonly string[]) =>
  `<AggregationEvent><eventTime>2026-03-01T09:00:00Z</eventTime><eventTimeZoneOffset>+00:00</eventTimeZoneOffset><parentID>${parent}</parentID><childEPCs>${listOf(children)}</childEPCs><action>ADD</action><bizStep>urn:epcglobal:cbv:bizstep:packing</bizStep></AggregationEvent>`;
const documentOf = (instance: string, events: string) =>
  `<e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:1" schemaVersion="1.2" creationDate="2026-03-01T10:00:00Z"><EPCISHeader><s:StandardBusinessDocumentHeader xmlns:s="sbdh"><s:DocumentIdentification><s:InstanceIdentifier>${instance}</s:InstanceIdentifier></s:DocumentIdentification></s:StandardBusinessDocumentHeader></EPCISHeader><EPCISBody><EventList>${events}</EventList></EPCISBody></e:EPCISDocument>`;

async function ask(method: string, path: string, body?: string) {
  const answer = await fetch(`${hub.url}/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body && { body }),
  });
  return { status: answer.status, body: Object(await answer.json()) };
}
const turn = (wish: object) => ask('POST', 'v1/sandbox', JSON.stringify(wish));

let messages = 0;
/** What becomes of events: `success`, `warning`, or the code that refuses them. */
async function told(events: string, country = 'ae') {
  const { body } = await ask('POST', `${country}/v1/epcis/messages`, documentOf(`i${++messages}`, events));
  const { status, problems } = (await ask('GET', `${country}/v1/epcis/receipts/${body.messageId}`)).body;
  return status === 'error' ? problems[0].code : status;
}

describe('the EPCIS hubs', () => {
  test('follow packs from commissioning over packing and movements to their end', async () => {
    await open();
    expect(await told(commission([pack('A'), pack('B')]))).toBe('success');
    expect(await told(commission([box]) + packing(box, [pack('A')]))).toBe('success');
    expect(await told(event('OBSERVE', 'shipping', [box], { rest: between(place, away) }))).toBe('success');
    expect(hub.unit('ae', code('A'))).toMatchObject({ state: 'in-transit', place: medico });
    expect(await told(event('OBSERVE', 'receiving', [box], { where: away, rest: between(place, away) }))).toBe(
      'success',
    );
    expect(hub.unit('ae', code('A'))).toMatchObject({ state: 'active', place: medico });
    expect(await told(event('DELETE', 'destroying', [pack('B')]))).toBe('success');
    expect(hub.unit('ae', code('B'))).toMatchObject({ state: 'inactive', place: acme });
  });

  test.each([
    ['NOT_COMMISSIONED', event('DELETE', 'destroying', [pack('Z')]), 'ae'],
    ['ALREADY_COMMISSIONED', commission([pack('A')]), 'ae'],
    ['UNKNOWN_GTIN', commission(['urn:epc:id:sgtin:9521321.000001.A']), 'ae'],
    ['UNKNOWN_GLN', commission([pack('N')], { where: 'urn:epc:id:sgln:9521321.00009.0' }), 'ae'],
    ['NO_LOT', commission([pack('N')], { rest: '' }), 'ae'],
    ['NOT_HERE', event('OBSERVE', 'shipping', [pack('A')], { where: away, rest: between(away, place) }), 'ae'],
    ['NOT_SHIPPED', event('OBSERVE', 'receiving', [pack('A')], { where: away, rest: between(place, away) }), 'ae'],
    ['NOT_TAKEN', event('OBSERVE', 'inspecting', [pack('A')]), 'ae'],
    ['NOT_TAKEN', packing(pack('A'), [pack('B')]), 'jo'],
    ['UNKNOWN_EVENT', event('DELETE', 'destroying', [pack('A')], { id: 'urn:uuid:9', error: true }), 'ae'],
  ])('refuse a message whole with %s', async (expected, wrong, country) => {
    await open();
    await told(commission([pack('A')]), country);
    expect(await told(commission([pack('X')]) + wrong, country)).toBe(expected);
    expect(hub.unit(country, code('X'))).toBeUndefined();
  });

  test('refuse more serials than the country takes, and what is no EPCIS 1.2', async () => {
    await open();
    expect(await told(commission(Array.from({ length: 65_001 }, (_, i) => pack(`S${i}`))))).toBe('TOO_MANY');
    expect((await ask('POST', 'ae/v1/epcis/messages', '<a/>')).body.errors[0].code).toBe('SCHEMA');
  });

  test('take back what is declared an error, unless something happened since', async () => {
    await open();
    await told(commission([pack('A')]));
    const destroyed = (error: boolean) => event('DELETE', 'destroying', [pack('A')], { id: 'urn:uuid:1', error });
    await told(destroyed(false));
    expect(await told(destroyed(true))).toBe('success');
    expect(hub.unit('ae', code('A'))?.state).toBe('active');
    await told(destroyed(false));
    await turn({ do: 'forget', hub: 'ae', codes: [code('A')] });
    expect(await told(destroyed(true))).toBe('CHANGED_SINCE');
  });

  test('have a shipment voided before it is received', async () => {
    await open();
    await told(commission([pack('A')]));
    await told(event('OBSERVE', 'shipping', [pack('A')], { rest: between(place, away) }));
    expect(await told(event('OBSERVE', 'void_shipping', [pack('A')], { rest: between(place, away) }))).toBe('success');
    expect(hub.unit('ae', code('A'))).toMatchObject({ state: 'active', place: acme });
  });

  test('recall a lot that they know', async () => {
    await open();
    const lot = (name: string) =>
      event('OBSERVE', 'inspecting', [], {
        rest: `<disposition>urn:epcglobal:cbv:disp:recalled</disposition><extension><quantityList><quantityElement><epcClass>urn:epc:class:lgtin:9521321.054321.${name}</epcClass></quantityElement></quantityList></extension>`,
      });
    await told(commission([pack('A')]));
    expect([await told(lot('L1')), await told(lot('L2'))]).toEqual(['success', 'UNKNOWN_LOT']);
    expect(hub.isRecalled('ae', '09521321543218/L1')).toBe(true);
  });

  test('warn of events that are still to come', async () => {
    await open();
    expect(await told(commission([pack('A')], { at: '2026-03-02T09:00:00Z' }))).toBe('warning');
  });

  test('let nobody in whose token ended', async () => {
    await open();
    await turn({ do: 'clock', aheadSeconds: 601 });
    expect((await ask('GET', 'ae/v1/epcis/receipts/x')).status).toBe(401);
  });

  test('give one receipt for one message, and none for another under its identifier', async () => {
    await open();
    const send = (serial: string) =>
      ask('POST', 'ae/v1/epcis/messages', documentOf('same', commission([pack(serial)])));
    const { body } = await send('A');
    expect((await send('A')).body).toEqual(body);
    expect((await ask('GET', 'ae/v1/epcis/requests/same')).body).toEqual(body);
    expect((await send('B')).status).toBe(409);
    expect((await ask('GET', 'bh/v1/epcis/requests/same')).status).toBe(404);
  });

  test('lose a status until the same message comes again', async () => {
    await open({ faults: [{ on: 'message', from: 1, count: 1, kind: 'lost-result' }] });
    const send = () => ask('POST', 'ae/v1/epcis/messages', documentOf('lost', commission([pack('A')])));
    const { messageId } = (await send()).body;
    const status = async () => (await ask('GET', `ae/v1/epcis/receipts/${messageId}`)).body.status;
    expect(await status()).toBe('pending');
    await send();
    expect(await status()).toBe('success');
  });

  test('remember over a restart, and know what others shipped', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'hub-'));
    folders.push(dataDir);
    await open({ dataDir });
    await turn({ do: 'load', hub: 'ae', from: medico, to: acme, lot: 'L9', codes: [code('R')] });
    await turn({ do: 'register', hub: 'jo', glns: ['9521321000025'] });
    await told(commission([pack('A')]));
    await hub.close();
    await open({ dataDir });
    expect(await told(commission([pack('A')]))).toBe('ALREADY_COMMISSIONED');
    expect(await told(event('OBSERVE', 'receiving', [pack('R')], { rest: between(away, place) }))).toBe('success');
    expect(await told(commission([pack('A')], { where: 'urn:epc:id:sgln:9521321.00002.0' }), 'jo')).toBe('success');
  });
});
