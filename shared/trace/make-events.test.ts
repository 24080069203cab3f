import { expect, test } from 'vitest';
import type { EpcisEvent } from '../epcis/event.ts';
import { readJsonDocument } from '../epcis/read-json.ts';
import { epcisDocument } from '../epcis/write-json.ts';
import { commissionEvent } from './commission.ts';
import { decommissionEvent, destroyEvent } from './end-units.ts';
import { packEvent } from './pack.ts';
import { sampleEvent } from './sample.ts';
import { shipEvent } from './ship.ts';
import { unpackEvent } from './unpack.ts';

const here = { at: '2026-03-01T08:30:00Z', offset: '+01:00', readPoint: 'urn:epc:id:sgln:9521321.00017.LINE2' };
const bizLocation = 'urn:epc:id:sgln:9521321.00017.0';
const epcs = ['urn:epc:id:sgtin:9521321.054321.A1'];
const parties = { from: 'urn:epc:id:pgln:9521321.00000', to: 'urn:epc:id:pgln:9529999.00000' };

test.each<[string, EpcisEvent]>([
  ['commissioned units', commissionEvent({ ...here, bizLocation, epcs, lot: 'LOT-77', expiry: '2028-03-31' })],
  ['a commissioned container', commissionEvent({ ...here, bizLocation, epcs })],
  ['packed units', packEvent({ ...here, bizLocation, parent: 'urn:epc:id:sscc:9521321.1234567890', children: epcs })],
  [
    'unpacked units',
    unpackEvent({ ...here, bizLocation, parent: 'urn:epc:id:sscc:9521321.1234567890', children: epcs }),
  ],
  ['sampled units', sampleEvent({ ...here, bizLocation, epcs, kind: 'retention' })],
  ['decommissioned units', decommissionEvent({ ...here, bizLocation, epcs })],
  ['destroyed units', destroyEvent({ ...here, bizLocation, epcs })],
  ['shipped units', shipEvent({ ...here, ...parties, epcs, despatchAdvice: 'urn:epcglobal:cbv:bt:9521321000178:D1' })],
])('an event of %s passes the reader unchanged', (_name, event) => {
  const document = epcisDocument([event], { creationDate: '2026-03-01T09:00:00Z' });
  expect(readJsonDocument(JSON.stringify(document))).toMatchObject({ events: [event] });
});

test('a commissioning says lot and expiry only where they are known', () => {
  expect(commissionEvent({ ...here, bizLocation, epcs }).ilmd).toBeUndefined();
  expect(commissionEvent({ ...here, bizLocation, epcs, lot: 'L' }).ilmd).toEqual({ 'cbvmda:lotNumber': 'L' });
});

test('a shipment names keeper and owner on both sides', () => {
  const event = shipEvent({ ...here, ...parties, epcs });
  expect(event.sourceList?.map(({ type, source }) => [type, source])).toEqual([
    ['possessing_party', parties.from],
    ['owning_party', parties.from],
  ]);
  expect(event.destinationList?.map(({ destination }) => destination)).toEqual([parties.to, parties.to]);
  expect(event.bizTransactionList).toBeUndefined();
});
