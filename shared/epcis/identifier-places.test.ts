import { expect, test } from 'vitest';
import { identifiersIn } from './identifier-places.ts';

test('every identifier is found with its pointer and kind', () => {
  const event = {
    type: 'TransactionEvent',
    parentID: 'a',
    epcList: ['b', 'c'],
    quantityList: [{ epcClass: 'd', quantity: 1 }],
    readPoint: { id: 'e', 'ex:id': 'no' },
    bizTransactionList: [{ type: 'po', bizTransaction: 'f' }],
    destinationList: [{ type: 'location', destination: 'g' }],
    sensorElementList: [{ sensorMetadata: { deviceID: 'h' }, sensorReport: [{ type: 'Count', uriValue: 'i' }] }],
  };
  expect([...identifiersIn(event)].map(({ path, kind, value }) => `${path} ${kind} ${value}`)).toEqual([
    '/epcList/0 instance b',
    '/epcList/1 instance c',
    '/parentID instance a',
    '/quantityList/0/epcClass class d',
    '/readPoint/id place e',
    '/bizTransactionList/0/bizTransaction document f',
    '/destinationList/0/destination party g',
    '/sensorElementList/0/sensorMetadata/deviceID other h',
    '/sensorElementList/0/sensorReport/0/uriValue other i',
  ]);
});

test.each([[null], [[]], ['text'], [{ epcList: { epc: 'a' }, parentID: 7, quantityList: ['x'] }]])(
  '%j holds none',
  (tree) => expect([...identifiersIn(tree)]).toEqual([]),
);
