import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { xsdProblems } from '../../../test/kit/xsd.ts';
import { readXmlDocument } from '../../epcis/xml/read-xml-document.ts';
import { isRefusal } from '../../refusal.ts';
import { ae } from '../ae/ae.ts';
import type { BusinessAct, Repacked } from '../business-act.ts';
import type { Report, ReportData } from '../regime.ts';

const hasCorpus = existsSync(new URL('../../../../shared/corpus/epcis/schema/', import.meta.url));
const at = '2026-03-01T11:00:00+01:00';
const lot = { lot: 'L/1', expiry: '2028-12-31' };
const product = {
  gtin: '09521321543218',
  ...{ name: 'Acmeprazole', commonName: 'Omeprazole', form: 'Capsule', strength: '20 mg' },
  ...{ packType: 'Carton', packSize: 28, version: 1, markets: ['AE'] },
};
const holder = { tenant: 'acme', name: 'Acme', gln: '9521321000018', companyPrefixes: ['9521321'] };
const medico = { gln: '9521323000016', name: 'Medico', partner: 'medico' };
const pack = { gtin: product.gtin, serial: 'A1' };
const box = { gtin: '19521321543215', serial: 'C1' };
const pallet = { sscc: '095213210000000014' };
const data: ReportData = { requestId: 'request-1', holder, product, lot, serials: ['A1', 'B2'], at };
const movement = {
  from: { gln: holder.gln, name: 'Acme' },
  to: medico,
  documents: [{ type: 'po', number: '4711 a' }],
  things: [{ code: pallet, inside: [] }],
};
const told = { product, lot, at, units: 2 };
const event = 'ni:///sha-256;1?ver=CBV2.0';
const moved = { from: movement.from, to: medico, markets: ['AE'], at, eventId: event, units: 1 };

function write(
  act: BusinessAct,
  change: Partial<ReportData> = {},
  pick: (reports: Report[]) => Report | undefined = (all) => all[0],
) {
  const report = pick(ae.dueReports(act));
  if (report === undefined) throw new Error('nothing is due');
  const xml = ae.writeMessage(report, { ...data, ...change }).body ?? '';
  const document = readXmlDocument(xml);
  if (isRefusal(document)) throw new Error(document.detail);
  return { report, xml, document, events: document.events };
}

const repacked = (how: Repacked): BusinessAct => ({
  ...{ kind: 'repacking', how, container: 'c', markets: ['AE'], at, eventId: event, units: 1 },
});
const decommission = { ...told, kind: 'change', change: 'destroyed', eventId: event, lotUnits: 2 } as const;
const acts: readonly (readonly [string, BusinessAct, Partial<ReportData>])[] = [
  ['a release', { ...told, kind: 'release' }, {}],
  [
    'a packing',
    { ...told, kind: 'packing' },
    {
      containers: [
        { code: box, level: 1, children: [pack] },
        { code: pallet, level: 2, children: [box] },
      ],
    },
  ],
  ['a container that was taken apart', repacked('apart'), { containers: [{ code: pallet, level: 1, children: [] }] }],
  ['what was taken out', repacked('taken-out'), { containers: [{ code: pallet, level: 1, children: [box] }] }],
  ['what was put in', repacked('put-in'), { containers: [{ code: pallet, level: 1, children: [box] }] }],
  ['a shipment', { ...moved, kind: 'shipment' }, { movement }],
  ['a receipt', { ...moved, kind: 'receipt' }, { movement: { ...movement, from: medico, to: movement.from } }],
  ['a shipment that was none', { ...moved, kind: 'shipment', undo: true, changedAt: at }, { movement }],
  ['destroyed packs', decommission, {}],
  ['packs that were not destroyed', { ...decommission, kind: 'undo', changedAt: '2026-02-28T08:00:00Z' }, {}],
  ['a recall', { ...told, kind: 'recall', recall: 'r1', lotUnits: 2 }, { serials: [] }],
];

describe('a message to an EPCIS hub', () => {
  test.skipIf(!hasCorpus).each(acts)('is valid by the published schemas of EPCIS 1.2: %s', (_, act, change) =>
    expect(xsdProblems('1.2', write(act, change).xml)).toEqual([]),
  );

  test('commissions packs with lot and expiry, in URNs, under the request id', () => {
    const { document, events } = write({ ...told, kind: 'release' });
    expect(document).toMatchObject({ instanceIdentifier: 'request-1', receiver: 'tatmeen' });
    expect(events).toMatchObject([
      {
        action: 'ADD',
        eventTime: '2026-03-01T10:00:00.000Z',
        bizStep: 'commissioning',
        readPoint: { id: 'urn:epc:id:sgln:9521321.00001.0' },
        epcList: ['urn:epc:id:sgtin:9521321.054321.A1', 'urn:epc:id:sgtin:9521321.054321.B2'],
      },
    ]);
    expect(Object.values(Object(events[0]).ilmd)).toEqual(['L/1', '2028-12-31']);
  });

  test('says where packs were made: goods leave from there, and a hub has them nowhere else', () => {
    const place = { gln: '9521321000025', name: 'Dubai' };
    const here = { id: 'urn:epc:id:sgln:9521321.00002.0' };
    expect(write({ ...told, kind: 'release' }, { place }).events).toMatchObject([
      { readPoint: here, bizLocation: here },
    ]);
  });

  test('commissions containers before anything is put into them, logistic ones without a lot', () => {
    const [, act, change] = acts[1] ?? [];
    const { events } = act ? write(act, change) : { events: [] };
    expect(events.map(({ bizStep }) => bizStep)).toEqual(['commissioning', 'commissioning', 'packing', 'packing']);
    expect(events[0]).toHaveProperty('ilmd');
    expect(events[1]).not.toHaveProperty('ilmd');
  });

  test('takes all out of a container by naming nothing, and commissions none that was told before', () => {
    const eventsOf = (name: string) => {
      const [, act, change] = acts.find(([which]) => which === name) ?? [];
      return act ? write(act, change).events : [];
    };
    const [all, ...more] = eventsOf('a container that was taken apart');
    expect(all).toMatchObject({
      action: 'DELETE',
      bizStep: 'unpacking',
      parentID: 'urn:epc:id:sscc:9521321.0000000001',
    });
    expect(Object(all).childEPCs ?? []).toEqual([]);
    expect(more).toEqual([]);
    expect(eventsOf('what was put in').map(({ bizStep }) => bizStep)).toEqual(['packing']);
  });

  test('names a place of a company whose prefix is not known by its Digital Link', () => {
    const { events } = write({ ...moved, kind: 'shipment' }, { movement });
    expect(events[0]).toMatchObject({
      destinationList: [{ destination: 'https://id.gs1.org/414/9521323000016' }],
      bizTransactionList: [{ type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:9521321000018:4711%20a' }],
    });
  });

  test('declares an error by the very event that was told', () => {
    const first = write(decommission, { at: '2026-02-28T08:00:00Z' }).events[0];
    const { events } = write({ ...decommission, kind: 'undo', changedAt: '2026-02-28T08:00:00Z' });
    const { errorDeclaration, ...same } = events[0] ?? {};
    expect(same).toEqual(first);
    expect(errorDeclaration).toMatchObject({ declarationTime: '2026-03-01T10:00:00.000Z' });
  });
});

describe('what an EPCIS hub is told', () => {
  test('goes in the order commissioned, decommissioned; and shipped, received', () => {
    expect(ae.dueReports(decommission)[0]?.after).toEqual([`commissioning:${product.gtin}:L/1:0`]);
    const [out, back] = ae.dueReports({ ...moved, kind: 'transfer' });
    expect([out?.name, back?.name, back?.after]).toEqual(['shipping', 'receiving', [out?.key]]);
  });

  test.each([
    ['/holder/gln', { holder: { ...holder, gln: '9521321000019' } }],
    ['/movement/to/gln', { movement: { ...movement, to: { ...medico, gln: '' } } }],
    ['/movement/things', { movement: { ...movement, things: [] } }],
    ['/containers/0/children', { containers: [{ code: box, level: 1, children: [] }] }],
    ['/serials', { serials: Array.from({ length: 65_001 }, (_, i) => `S${i}`) }],
    ['/product/form', { product: { ...product, form: '' } }],
    ['/product/markets', { product: { ...product, markets: ['BH'] } }],
  ] as const)('is refused before it is sent where the hub would refuse it: %s', (where, change) =>
    expect(ae.accept({ ...data, ...change })?.at).toBe(where),
  );
});
