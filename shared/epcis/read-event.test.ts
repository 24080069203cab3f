import { describe, expect, test } from 'vitest';
import type { Refusal } from '../refusal.ts';
import { isRefused, readEvent } from './read-event.ts';

const ex = { ex: 'https://ns.example.org/epcis/' };
const seen = {
  type: 'ObjectEvent',
  eventTime: '2026-03-01T09:30:00+01:00',
  eventTimeZoneOffset: '+01:00',
  action: 'OBSERVE',
  epcList: ['urn:epc:id:sgtin:9521321.054321.A1'],
};
const packed = {
  type: 'AggregationEvent',
  eventTime: '2026-03-01T09:30:00Z',
  eventTimeZoneOffset: '+00:00',
  action: 'ADD',
  parentID: 'urn:epc:id:sscc:9521321.1234567890',
  childEPCs: ['urn:epc:id:sgtin:9521321.054321.A1'],
};
const sold = {
  type: 'TransactionEvent',
  eventTime: '2026-03-01T09:30:00Z',
  eventTimeZoneOffset: '+00:00',
  action: 'ADD',
  bizTransactionList: [{ type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:9521321000178:4711' }],
  epcList: ['urn:epc:id:sgtin:9521321.054321.A1'],
};
const mixed = {
  type: 'TransformationEvent',
  eventTime: '2026-03-01T09:30:00Z',
  eventTimeZoneOffset: '+00:00',
  inputEPCList: ['urn:epc:id:sgtin:9521321.054321.A1'],
  outputQuantityList: [{ epcClass: 'urn:epc:class:lgtin:9521321.054321.L1', quantity: 5.5, uom: 'KGM' }],
};
const { quantityList: _, ...fitted } = { ...packed, type: 'AssociationEvent', quantityList: [] };

/** Through JSON, because the reader takes a parsed tree and may change it; members that are undefined vanish. */
const read = (event: object) => readEvent(JSON.parse(JSON.stringify(event)), new Map(Object.entries(ex)), '/list/3');

function refused(event: object): Refusal {
  const answer = read(event);
  const [first] = isRefused(answer) ? answer : [];
  if (first === undefined) throw new Error('was accepted');
  return first;
}

describe('an event is refused', () => {
  const at = (event: object) => refused(event).at?.replace('/list/3', '');
  const metadata = { sensorMetadata: { time: 'noon' }, sensorReport: [{ type: 'Temperature' }] };

  test.each([
    ['without a type', { ...seen, type: undefined }, ''],
    ['of an unknown type', { ...seen, type: 'QuantityEvent' }, '/type'],
    ['without a time', { ...seen, eventTime: undefined }, ''],
    ['without an offset', { ...seen, eventTimeZoneOffset: undefined }, ''],
    ['with a time without zone', { ...seen, eventTime: '2026-03-01T09:30:00' }, '/eventTime'],
    ['with an impossible day', { ...seen, eventTime: '2026-02-30T09:30:00Z' }, '/eventTime'],
    ['with an offset of another form', { ...seen, eventTimeZoneOffset: '1:00' }, '/eventTimeZoneOffset'],
    ['without an action', { ...seen, action: undefined }, ''],
    ['with a near miss of an action', { ...seen, action: 'OBSERV' }, '/action'],
    ['with an unknown bare member', { ...seen, remark: 1 }, '/remark'],
    ['with a member of another type', { ...packed, ilmd: { 'cbvmda:lotNumber': '1' } }, '/ilmd'],
    ['with an undefined prefix', { ...seen, 'no/such:x': 1 }, '/no~1such:x'],
    ['with an undefined prefix inside', { ...seen, 'ex:a': [{ 'foo:b': 1 }] }, '/ex:a/0/foo:b'],
    ['with a bare word that is not of CBV', { ...seen, bizStep: 'looking' }, '/bizStep'],
    ['with a word of another vocabulary', { ...seen, disposition: 'shipping' }, '/disposition'],
    ['with an EPC that is no URI', { ...seen, epcList: ['urn:x:1', '(01)0952'] }, '/epcList/1'],
    ['with an EPC that has a space', { ...seen, epcList: ['urn:epc:id:sgtin:1 2'] }, '/epcList/0'],
    ['with an EPC that is a number', { ...seen, epcList: [1] }, '/epcList/0'],
    ['with an EPC twice', { ...seen, epcList: ['urn:x:2', 'urn:x:1', 'urn:x:2'] }, '/epcList/2'],
    ['with a list that is none', { ...seen, epcList: 'urn:x:1' }, '/epcList'],
    ['with a place that is text', { ...seen, readPoint: 'urn:x:1' }, '/readPoint'],
    ['with a place without id', { ...seen, readPoint: { 'ex:a': 1 } }, '/readPoint'],
    ['with a bare member in a place', { ...seen, readPoint: { id: 'urn:x:1', name: 'x' } }, '/readPoint/name'],
    [
      'with a quantity as text',
      { ...seen, quantityList: [{ epcClass: 'urn:x:1', quantity: '5' }] },
      '/quantityList/0/quantity',
    ],
    ['with a unit in words', { ...seen, quantityList: [{ epcClass: 'urn:x:1', uom: 'kilo' }] }, '/quantityList/0/uom'],
    [
      'with a bare member in a quantity',
      { ...seen, quantityList: [{ epcClass: 'urn:x:1', n: 1 }] },
      '/quantityList/0/n',
    ],
    ['with a source without type', { ...seen, sourceList: [{ source: 'urn:x:1' }] }, '/sourceList/0'],
    ['with a bare member in ilmd', { ...seen, action: 'ADD', ilmd: { lotNumber: '1' } }, '/ilmd/lotNumber'],
    ['with an empty persistent disposition', { ...seen, persistentDisposition: {} }, '/persistentDisposition'],
    ['with an untimed error declaration', { ...seen, errorDeclaration: {} }, '/errorDeclaration'],
    [
      'with a bare member in an error declaration',
      { ...seen, errorDeclaration: { declarationTime: seen.eventTime, by: 'me' } },
      '/errorDeclaration/by',
    ],
    [
      'with a sensor element without report',
      { ...seen, sensorElementList: [{ sensorReport: [] }] },
      '/sensorElementList/0/sensorReport',
    ],
    [
      'with a sensor time that is none',
      { ...seen, sensorElementList: [metadata] },
      '/sensorElementList/0/sensorMetadata/time',
    ],
    [
      'with odd hexadecimal',
      { ...seen, sensorElementList: [{ sensorReport: [{ type: 'Count', hexBinaryValue: 'xyz' }] }] },
      '/sensorElementList/0/sensorReport/0/hexBinaryValue',
    ],
  ])('%s', (_name, event, expected) => expect(at(event)).toBe(expected));
});

describe('what an event of each type must say', () => {
  const rule = (event: object) => refused(event).rule;
  const { epcList: _e, ...nothingSeen } = seen;
  const { childEPCs: _c, ...noChildren } = packed;
  const { parentID: _p, ...noParent } = packed;
  const { outputQuantityList: _o, ...noOutput } = mixed;
  const { epcList: _s, ...nothingSold } = sold;
  const { parentID: _f, ...loose } = fitted;
  const sensor = { sensorElementList: [{ sensorReport: [{ type: 'Temperature', value: 1 }] }] };

  test.each([
    ['an ObjectEvent without objects', nothingSeen, '§7.4.2'],
    ['an ObjectEvent with sensors but no place', { ...nothingSeen, ...sensor }, '§7.4.2'],
    ['ilmd without ADD', { ...seen, ilmd: {} }, '§7.4.2'],
    ['packing without parent', noParent, '§7.4.3'],
    ['packing without children', noChildren, '§7.4.3'],
    ['a transaction event without transaction', { ...sold, bizTransactionList: [] }, '§7.4.4'],
    ['a transaction event without objects', nothingSold, '§7.4.4'],
    ['a transformation with one side and no id', noOutput, '§7.4.5'],
    ['an association without children', { ...fitted, childEPCs: [] }, '§7.4.6'],
  ])('%s breaks its clause', (_name, event, clause) => expect(rule(event)).toContain(clause));

  test('an association without parent is refused', () => expect(rule(loose)).toBeDefined());

  test.each([
    ['sensors at a place', { ...nothingSeen, ...sensor, readPoint: { id: 'urn:x:1' } }],
    ['an empty epcList', { ...seen, epcList: [] }],
    ['a class instead of objects', { ...nothingSeen, quantityList: [{ epcClass: 'urn:x:1' }] }],
    ['children seen without their parent', { ...noParent, action: 'OBSERVE' }],
    ['a parent emptied as a whole', { ...noChildren, action: 'DELETE' }],
    ['a transaction unlinked as a whole', { ...nothingSold, action: 'DELETE' }],
    ['one side of a transformation with an id', { ...noOutput, transformationID: 'urn:x:1' }],
    ['both sides of a transformation', mixed],
    ['an association', fitted],
    ['an event of an own type', { ...packed, type: 'ex:Custom', '@context': ex }],
  ])('%s is enough', (_name, event) => expect(read(event)).toEqual(event));
});
