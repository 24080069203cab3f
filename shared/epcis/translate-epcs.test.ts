import { expect, test } from 'vitest';
import type { EpcisHead } from './document.ts';
import type { EpcisEvent } from './event.ts';
import { translateEpcs, translateHead } from './translate-epcs.ts';

const shout = (epc: string) => epc.toUpperCase();
const when = { eventTime: '2026-03-01T09:30:00Z', eventTimeZoneOffset: '+01:00' } as const;

test('every identifier of an event is spelled anew, and nothing else', () => {
  const event: EpcisEvent = {
    ...when,
    type: 'AggregationEvent',
    eventID: 'urn:id:1',
    action: 'ADD',
    parentID: 'urn:a:1',
    childEPCs: ['urn:a:2', 'urn:a:3'],
    childQuantityList: [{ epcClass: 'urn:a:4', quantity: 1, uom: 'KGM' }],
    bizStep: 'packing',
    readPoint: { id: 'urn:a:5', 'ex:near': 'urn:a:6' },
    bizLocation: { id: 'urn:a:7' },
    bizTransactionList: [{ type: 'po', bizTransaction: 'urn:a:8' }],
    sourceList: [{ type: 'owning_party', source: 'urn:a:9' }],
    destinationList: [{ type: 'owning_party', destination: 'urn:a:10' }],
    sensorElementList: [
      { sensorMetadata: { deviceID: 'urn:a:11' }, sensorReport: [{ type: 'Count', deviceID: 'urn:a:12' }] },
    ],
    'ex:epc': 'urn:a:13',
  };
  expect(translateEpcs(event, shout)).toEqual({
    ...event,
    parentID: 'URN:A:1',
    childEPCs: ['URN:A:2', 'URN:A:3'],
    childQuantityList: [{ epcClass: 'URN:A:4', quantity: 1, uom: 'KGM' }],
    readPoint: { id: 'URN:A:5', 'ex:near': 'urn:a:6' },
    bizLocation: { id: 'URN:A:7' },
    bizTransactionList: [{ type: 'po', bizTransaction: 'URN:A:8' }],
    sourceList: [{ type: 'owning_party', source: 'URN:A:9' }],
    destinationList: [{ type: 'owning_party', destination: 'URN:A:10' }],
    sensorElementList: [
      { sensorMetadata: { deviceID: 'URN:A:11' }, sensorReport: [{ type: 'Count', deviceID: 'URN:A:12' }] },
    ],
  });
});

test('a transformation has its own places', () => {
  const event: EpcisEvent = {
    ...when,
    type: 'TransformationEvent',
    transformationID: 'urn:a:1',
    inputEPCList: ['urn:a:2'],
    inputQuantityList: [{ epcClass: 'urn:a:3' }],
    outputEPCList: ['urn:a:4'],
    outputQuantityList: [{ epcClass: 'urn:a:5' }],
    ilmd: { 'cbvmda:lotNumber': 'urn:a:6' },
  };
  expect(translateEpcs(event, shout)).toEqual({
    ...event,
    transformationID: 'URN:A:1',
    inputEPCList: ['URN:A:2'],
    inputQuantityList: [{ epcClass: 'URN:A:3' }],
    outputEPCList: ['URN:A:4'],
    outputQuantityList: [{ epcClass: 'URN:A:5' }],
  });
});

test('master data that is not there changes nothing', () => {
  const bare: EpcisHead = { form: 'bare', context: {} };
  expect(translateHead(bare, shout)).toEqual(bare);
});

test('the kind of the place is told with each identifier', () => {
  const kinds: unknown[] = [];
  const event: EpcisEvent = {
    ...when,
    type: 'ObjectEvent',
    action: 'OBSERVE',
    epcList: ['urn:a:1'],
    readPoint: { id: 'urn:a:2' },
    bizTransactionList: [{ bizTransaction: 'urn:a:3' }],
  };
  translateEpcs(event, (epc, kind) => {
    kinds.push(kind);
    return epc;
  });
  expect(kinds).toEqual(['instance', 'place', 'document']);
});
