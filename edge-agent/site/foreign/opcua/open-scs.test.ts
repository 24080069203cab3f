import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { OpcuaLine, states } from '../../../devices/simulated/foreign/opcua-line.ts';
import { hashPassword } from '../../../people/password.ts';
import { anOrder, assign, temporary } from '../../../testing/builders.ts';
import { type Bench, bench } from '../../../testing/foreign-bench.ts';
import type { ForeignLine } from '../foreign-line.ts';
import type { ForeignVia } from '../settings.ts';
import { openServer } from './open-server.ts';
import { type ReturnCode, returnCodes } from './return-codes.ts';
import { type OpenScsServer, serveOpenScs } from './serve-open-scs.ts';

const code = (name: ReturnCode) => returnCodes.indexOf(name);
const GTIN = '09521234000013';
const folders = temporary();
const certificates = join(folders.directory, 'packer');
const site = join(folders.directory, 'site');
const connect = (name: string, password = 'secret', certificates = 'packer') =>
  OpcuaLine.connect({
    port: server.port,
    certificates: join(folders.directory, certificates),
    user: { name, password },
  });

/** As a person does with the certificate of a client that may come in. */
function trustAll(): void {
  mkdirSync(join(site, 'trusted/certs'), { recursive: true });
  for (const file of readdirSync(join(site, 'rejected')))
    renameSync(join(site, 'rejected', file), join(site, 'trusted/certs', file));
}

let it: Bench;
let settings: ForeignVia<'opcua'>;
let server: OpenScsServer;
let line: OpcuaLine;
/** The line of the test that runs. */
const foreign: ForeignLine = {
  line: 'foreign-1',
  orders: () => it.line.orders(),
  begin: (...said) => it.line.begin(...said),
  allocate: (ask) => it.line.allocate(ask),
  returnUnused: (said) => it.line.returnUnused(said),
  take: (said) => it.line.take(said),
  finish: (said) => it.line.finish(said),
};

beforeAll(async () => {
  it = bench();
  const password = await hashPassword('secret', 14);
  const users = [
    { name: 'packer-9', password, role: 'line' as const },
    { name: 'watcher', password, role: 'observer' as const },
  ];
  const place = { readPoint: 'urn:epc:id:sgln:9521234.00001.9', bizLocation: 'urn:epc:id:sgln:9521234.00001.0' };
  settings = { line: 'foreign-1', via: 'opcua', port: 0, users, certificates: site, ...place };
  server = await serveOpenScs(settings, foreign);
  // Whose certificate is not known does not get in.
  await expect(connect('packer-9')).rejects.toThrow();
  trustAll();
  line = await connect('packer-9');
  it.close();
}, 60_000);
afterAll(async () => {
  await line.close();
  await server.close();
  folders.remove();
});
beforeEach(() => {
  it = bench();
  assign(it.stores, anOrder({ line: 'foreign-1' }));
});
afterEach(() => it.close());

const numbers = async (level: string, count: number, token: string) => {
  const { code: answered, numbers } = await line.request(level, count, token);
  expect(answered).toBe(code('NoError'));
  return numbers;
};
const OK = code('NoError');

const event = (type: string, body: string) =>
  `<${type}><eventTime>2026-03-01T08:00:30.000Z</eventTime><eventTimeZoneOffset>+00:00</eventTimeZoneOffset>${body}</${type}>`;
const document = (...events: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:1" schemaVersion="1.2" creationDate="2026-03-01T08:00:30.000Z"><EPCISBody><EventList>${events.join('')}</EventList></EPCISBody></epcis:EPCISDocument>`;
const epcs = (serials: readonly string[]) =>
  serials.map((serial) => `<epc>urn:epc:id:sgtin:9521234.000001.${serial}</epc>`).join('');
const sscc = (digits: string) => `urn:epc:id:sscc:9521234.${digits.charAt(0)}${digits.slice(8, 17)}`;

describe('a line that speaks OPEN-SCS', () => {
  test('runs a batch from numbers to report, and the sum holds', async () => {
    expect((await line.orders()).states).toEqual([2]);
    const first = await line.request('item', 8, 'ask-1');
    expect(first).toMatchObject({ code: OK, id: 'order-1/item' });
    expect(await line.request('item', 8, 'ask-1')).toEqual(first);
    expect((await line.orders()).states).toEqual([4]);
    const packs = [...first.numbers, ...(await numbers('item', 4, 'ask-2'))];
    expect(new Set(packs).size).toBe(12);
    const [one = '', two = ''] = await numbers('case', 2, 'ask-3');
    const [pallet = ''] = await numbers('pallet', 1, 'ask-4');

    expect(await line.tell('LabelsEncodingEvent', packs.slice(0, 11))).toBe(OK);
    expect(
      await line.tell(
        'SIDCommissioningEvent',
        packs.slice(0, 4).map((serial) => `(01)${GTIN}(21)${serial}`),
        { SNFormat: 'ElementString' },
      ),
    ).toBe(OK);
    expect(await line.pack(one, packs.slice(0, 4))).toBe(OK);
    expect(await line.tell('SIDInspectingEvent', packs.slice(8, 9), { Reason: 'retention' }, states.sampled)).toBe(OK);
    expect(await line.tell('LabelsScrappingEvent', packs.slice(9, 10), { Reason: 'ribbon tore' })).toBe(OK);
    expect(await line.tell('SIDInspectingEvent', packs.slice(10, 11), { Reason: 'not read' }, states.inactive)).toBe(
      OK,
    );
    const bulk = document(
      event(
        'ObjectEvent',
        `<epcList>${epcs(packs.slice(4, 8))}</epcList><action>ADD</action><bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep>`,
      ),
      event(
        'AggregationEvent',
        `<parentID>${sscc(two)}</parentID><childEPCs>${epcs(packs.slice(4, 8))}</childEPCs><action>ADD</action><bizStep>urn:epcglobal:cbv:bizstep:packing</bizStep>`,
      ),
    );
    expect(await line.stream(bulk)).toBe('Good');
    expect(await line.stream(bulk)).toBe('Good');
    expect(await line.pack(pallet, [one, two])).toBe(OK);
    expect(await line.give('SNReturnAllocated', 'order-1/item', packs.slice(11))).toBe(OK);

    const counts = { Commissioned: '8', Rejected: '1', Sampled: '1', Cases: '2', Pallets: '1' };
    expect(await line.finish('order-1', counts, 'end')).toEqual({ code: OK, state: 9, exceptions: [] });
    expect(await line.finish('order-1', counts, 'end')).toEqual({ code: OK, state: 9, exceptions: [] });
    const { report, events } = it.told();
    expect(report).toMatchObject({
      printed: 11,
      commissioned: 8,
      rejected: 1,
      sampled: 1,
      destroyed: 1,
      unaccounted: 0,
      cases: 2,
      pallets: 1,
    });
    expect(events.filter(({ bizStep }) => bizStep === 'packing')).toHaveLength(3);
  });

  test('unpacks and packs again, and gets numbers in the format that it asks for', async () => {
    const { numbers: links } = await line.request('item', 1, 't', { SNFormat: 'DigitalLink', LotNumber: 'LOT42' });
    expect(links[0]).toMatch(new RegExp(`^https://id\\.gs1\\.org/01/${GTIN}/21/`));
    const { numbers: urns } = await line.request('case', 1, 'u', { SNFormat: 'URN' });
    expect(urns[0]).toMatch(/^urn:epc:id:sscc:9521234\./);
    const packs = await numbers('item', 4, 'v');
    await line.tell('SIDCommissioningEvent', packs);
    expect(await line.pack(urns[0] ?? '', packs)).toBe(OK);
    expect(await line.unpack(urns[0] ?? '', [], { Reason: 'torn' })).toBe(OK);
    expect(await line.pack(urns[0] ?? '', packs)).toBe(OK);
    expect(it.told().events.filter(({ action }) => action === 'DELETE')).toHaveLength(1);
  });
});

describe('what is wrong is answered by the codes of OPEN-SCS, and explained', () => {
  test('asking for numbers', async () => {
    await numbers('item', 4, 'used');
    expect((await line.request('item', 5, 'used')).code).toBe(code('InvalidRequestToken'));
    expect((await line.request('item', 1, 'not a token')).code).toBe(code('InvalidRequestToken'));
    expect(await line.request('item', 9, 'more')).toMatchObject({
      code: code('InsufficientSerialNumbers'),
      numbers: [],
    });
    expect((await line.explain())[0]).toMatch(/^\/count: 9 numbers asked, 8 are here .*give back/i);
    expect((await line.request('item', 6_000, 'at-once')).code).toBe(code('InsufficientSerialNumbers'));
    expect((await line.request('item', 1, 'f', { SNFormat: 'Roman' })).code).toBe(code('InvalidSerialNumbersFormat'));
    expect((await line.request('item', 1, 'c', { Colour: 'blue' })).code).toBe(code('InvalidSelectionCriteria'));
    expect((await line.request('item', 1, 'o', { OrderID: 'nobodys' })).code).toBe(code('InvalidSelectionCriteria'));
    expect((await line.request('item', 1, 'i', {}, 'SNRequestAllocated', 'order-7/item')).code).toBe(
      code('InvalidSerialNumberCollection'),
    );
    expect((await line.request('item', 1, 'x', {}, 'SNRequestUnassigned')).code).toBe(
      code('InsufficientPrivilegeToExecute'),
    );
  });

  test('telling of them: what is held is named, and the lot waits', async () => {
    const packs = await numbers('item', 8, 'a');
    const [one = '', two = ''] = await numbers('case', 2, 'b');
    expect(await line.tell('SIDCommissioningEvent', [...packs.slice(0, 6), `(01)09521234000014(21)X`])).toBe(
      code('UnableToAcceptSIDEvents'),
    );
    expect((await line.explain())[0]).toMatch(/^\/facts\/0\/numbers\/6: /);
    expect(await line.tell('SIDCommissioningEvent', [...packs.slice(0, 6), 'NOBODYS'])).toBe(
      code('UnableToAcceptSIDEvents'),
    );
    expect((await line.explain())[0]).toMatch(/NOBODYS.*Held as exception 1\.$/);
    expect(await line.pack(one, packs.slice(0, 4))).toBe(OK);
    expect(await line.pack(two, packs.slice(3, 7))).toBe(code('UnableToAcceptSIDEvents'));
    expect(await line.pack('095212340000099999', packs.slice(4, 6), { PackagingLevel: 'case', Partial: 'true' })).toBe(
      code('UnknownAggregationSID'),
    );
    expect(await line.tell('LabelsScrappingEvent', packs.slice(0, 1))).toBe(code('UnableToAcceptLabelEvents'));
    expect(await line.tell('SNInvalidatingEvent', packs.slice(0, 1))).toBe(code('UnableToAcceptSerialNumberEvents'));
    expect(await line.tell('SIDShippingEvent', packs.slice(0, 1))).toBe(code('UnableToAcceptSIDEvents'));
    expect(await line.tell('SIDDestroyingEvent', packs.slice(7), { SNFormat: 'URN' })).toBe(
      code('InvalidSerialNumbersFormat'),
    );
    expect(await line.tell('SIDInspectingEvent', packs, { RequestToken: 'a' })).toBe(code('InvalidRequestToken'));
    expect(
      await line.tell(
        'SIDInspectingEvent',
        Array.from({ length: 2_001 }, (_, i) => `N${i}`),
      ),
    ).toBe(code('UnableToAcceptSIDEvents'));
    expect(await line.give('SNReturnAllocated', 'order-1/item', packs.slice(5))).toBe(
      code('InvalidSerialNumberCollection'),
    );
    expect(await line.finish('order-1', {}, 'end')).toMatchObject({ code: OK, state: 5 });
    expect(it.told().report).toBeUndefined();
    expect(it.stores.exceptions.open(1).length).toBeGreaterThan(3);
  });

  test('a document: one bad event is named and the others are taken; one that cannot be read changes nothing', async () => {
    const packs = await numbers('item', 2, 'a');
    const commission = (serials: readonly string[]) =>
      event(
        'ObjectEvent',
        `<epcList>${epcs(serials)}</epcList><action>ADD</action><bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep>`,
      );
    expect(await line.stream(document(commission(packs), commission(['NOBODYS'])))).toBe('Uncertain');
    expect(await line.explain()).toEqual([expect.stringMatching(/^event 2: .*NOBODYS/)]);
    expect(await line.stream('<epcis:EPCISDocument')).toBe('BadDecodingError');
    expect(it.line.orders()[0]?.exceptions).toHaveLength(1);
  });
});

test('nobody gets in without a user and the right password; an observer looks and does nothing', async () => {
  await expect(connect('packer-9', 'guessed')).rejects.toThrow(/BadUserAccessDenied|BadIdentityTokenRejected/);
  await expect(OpcuaLine.connect({ port: server.port, certificates })).rejects.toThrow();
  const watcher = await connect('watcher');
  expect(await watcher.request('item', 1, 't')).toEqual({
    code: code('InsufficientPrivilegeToExecute'),
    id: undefined,
    numbers: [],
  });
  expect(await watcher.stream('<a/>')).toBe('BadUserAccessDenied');
  expect(await watcher.property('PoolManager/MaxSNRequestable')).toBe(5_000);
  expect(await watcher.property('SSCC/SIDClassID')).toBe('GS1:SSCC');
  expect(await watcher.property('PoolManager/PoolSelectionCriteria')).toContainEqual(
    expect.objectContaining({ key: 'OrderID', value: 'order-1' }),
  );
  await watcher.close();
  expect(it.line.orders()[0]?.state).toBe('assigned');
});

test('a port that is taken is told, and the site goes on', async () => {
  const said = new Promise<unknown>((resolve) => {
    const other = openServer({ ...settings, port: server.port }, foreign, (_, details) => {
      resolve([details['trouble'], other.trouble()]);
      void other.close();
    });
  });
  expect(await said).toEqual([expect.stringMatching(/cannot be opened/), expect.stringMatching(/cannot be opened/)]);
});
