import { describe, expect, test } from 'vitest';
import { anObjectEvent, matches } from '../../../test/kit/epcis-queries.ts';

const sgln = 'urn:epc:id:sgln:9521321.00017.0';
const link = 'https://example.com/414/9521321000179';

describe('a list of texts', () => {
  const event = anObjectEvent({
    action: 'ADD',
    bizStep: 'shipping',
    disposition: 'https://ns.example.org/epcis/quarantined',
    persistentDisposition: { set: ['completeness_verified'], unset: ['ex:kept'] },
    readPoint: { id: sgln },
    bizLocation: { id: link },
    eventID: 'urn:uuid:1',
    bizTransactionList: [
      { type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:9521321000178:PO-1' },
      { type: 'ex:quote', bizTransaction: 'ex:q-1' },
      { bizTransaction: 'urn:epcglobal:cbv:bt:9521321000178:X' },
    ],
    sourceList: [{ type: 'owning_party', source: 'urn:epc:id:pgln:9521321.00001' }],
    destinationList: [{ type: 'location', destination: sgln }],
    errorDeclaration: {
      declarationTime: '2026-03-01T10:00:00Z',
      reason: 'incorrect_data',
      correctiveEventIDs: ['urn:uuid:2', 'urn:uuid:3'],
    },
  });

  test.each([
    ['eventType', 'ObjectEvent', 'AggregationEvent'],
    ['eventType', 'epcis:ObjectEvent', 'https://ns.example.org/epcis/MyEvent'],
    ['EQ_action', 'ADD', 'DELETE'],
    ['EQ_bizStep', 'shipping', 'packing'],
    ['EQ_bizStep', 'urn:epcglobal:cbv:bizstep:shipping', 'urn:epcglobal:cbv:disp:shipping'],
    ['EQ_bizStep', 'https://ref.gs1.org/cbv/BizStep-shipping', 'cbv:BizStep-packing'],
    ['EQ_disposition', 'ex:quarantined', 'quarantined:ex'],
    ['EQ_persistentDisposition_set', 'completeness_verified', 'recalled'],
    ['EQ_persistentDisposition_unset', 'https://ns.example.org/epcis/kept', 'completeness_verified'],
    ['EQ_readPoint', link, 'urn:epc:id:sgln:9521321.00017.1'],
    ['EQ_bizLocation', sgln, 'urn:epc:id:sgln:9521321.00018.0'],
    ['EQ_eventID', 'urn:uuid:1', 'urn:uuid:2'],
    ['EQ_bizTransaction_po', 'urn:epcglobal:cbv:bt:9521321000178:PO-1', 'urn:epcglobal:cbv:bt:9521321000178:X'],
    ['EQ_bizTransaction_urn:epcglobal:cbv:btt:po', 'urn:epcglobal:cbv:bt:9521321000178:PO-1', 'ex:q-1'],
    ['EQ_bizTransaction_ex:quote', 'https://ns.example.org/epcis/q-1', 'ex:q-2'],
    ['EQ_bizTransaction_https://ns.example.org/epcis/quote', 'ex:q-1', 'ex:q-2'],
    ['EQ_source_owning_party', 'https://id.gs1.org/417/9521321000018', sgln],
    ['EQ_destination_location', link, 'urn:epc:id:pgln:9521321.00001'],
    ['EQ_errorReason', 'urn:epcglobal:cbv:er:incorrect_data', 'did_not_occur'],
    ['EQ_correctiveEventID', 'urn:uuid:3', 'urn:uuid:1'],
  ])('%s finds %s, in a list and alone, and does not find %s', (name, right, wrong) => {
    expect(matches({ [name]: right }, event)).toBe(true);
    expect(matches({ [name]: [wrong, right] }, event)).toBe(true);
    expect(matches({ [name]: [wrong] }, event)).toBe(false);
    if (name !== 'eventType' && name !== 'EQ_action' && name !== 'EQ_eventID')
      expect(matches({ [name]: [right] }, anObjectEvent())).toBe(false);
  });

  test('a type of one entry does not lend itself to another', () => {
    expect(matches({ EQ_bizTransaction_inv: ['urn:epcglobal:cbv:bt:9521321000178:PO-1'] }, event)).toBe(false);
    expect(matches({ EQ_source_possessing_party: ['urn:epc:id:pgln:9521321.00001'] }, event)).toBe(false);
  });
});

describe('what sensors report', () => {
  const event = anObjectEvent({
    sensorElementList: [
      {
        sensorMetadata: { deviceID: 'urn:epc:id:giai:9521321.SENSOR', bizRules: 'https://example.com/rules' },
        sensorReport: [
          { type: 'Temperature', deviceID: 'urn:example:d2', dataProcessingMethod: 'https://example.com/mean' },
          { type: 'gs1:OwnMeasure', stringValue: 'SomeText', hexBinaryValue: 'F0f0', uriValue: 'ex:thing' },
          { type: 'Count', microorganism: 'https://example.com/m', chemicalSubstance: 'https://example.com/c' },
        ],
      },
    ],
  });

  test.each([
    ['EQ_type', 'Temperature', 'Speed'],
    ['EQ_type', 'https://gs1.org/voc/Temperature', 'gs1:Speed'],
    ['EQ_type', 'gs1:OwnMeasure', 'gs1:OtherMeasure'],
    ['EQ_type', 'https://gs1.org/voc/OwnMeasure', 'https://example.com/voc/OwnMeasure'],
    ['EQ_deviceID', 'https://id.gs1.org/8004/9521321SENSOR', 'urn:example:d3'],
    ['EQ_deviceID', 'urn:example:d2', 'urn:example:d3'],
    ['EQ_dataProcessingMethod', 'https://example.com/mean', 'https://example.com/max'],
    ['EQ_bizRules', 'https://example.com/rules', 'https://example.com/mean'],
    ['EQ_microorganism', 'https://example.com/m', 'https://example.com/c'],
    ['EQ_chemicalSubstance', 'https://example.com/c', 'https://example.com/m'],
    ['EQ_stringValue', 'SomeText', 'sometext'],
    ['EQ_hexBinaryValue', 'f0F0', 'f0f1'],
    ['EQ_uriValue', 'https://ns.example.org/epcis/thing', 'ex:nothing'],
  ])('%s finds %s and not %s', (name, right, wrong) => {
    expect(matches({ [name]: [right] }, event)).toBe(true);
    expect(matches({ [name]: [wrong] }, event)).toBe(false);
    expect(matches({ [name]: [right] }, anObjectEvent())).toBe(false);
  });
});

test('an event of a type of somebody’s own is found by its URI and by a CURIE', () => {
  const event = anObjectEvent({ type: 'ex:MyEvent' });
  expect(matches({ eventType: ['https://ns.example.org/epcis/MyEvent'] }, event)).toBe(true);
  expect(matches({ eventType: ['ObjectEvent', 'ex:MyEvent'] }, event)).toBe(true);
  expect(matches({ eventType: ['ObjectEvent'] }, event)).toBe(false);
});

test('parameters must all hold, and one of the values of each', () => {
  const event = anObjectEvent({ bizStep: 'packing', disposition: 'in_progress' });
  expect(matches({ EQ_bizStep: ['packing', 'shipping'], EQ_disposition: 'in_progress' }, event)).toBe(true);
  expect(matches({ EQ_bizStep: ['packing'], EQ_disposition: ['active'] }, event)).toBe(false);
});
