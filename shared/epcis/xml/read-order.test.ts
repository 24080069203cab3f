import { describe, expect, test } from 'vitest';
import { sequenceOf } from './read-order.ts';
import { elements20 } from './structure.ts';

const names = (key: string, version: '1' | '2') => [...(sequenceOf(key, version)?.ranks.keys() ?? [])];

describe('of EPCIS 2.0', () => {
  test.each(Object.keys(elements20))('%s ends with extension and the elements of others', (type) => {
    expect(names(type, '2').slice(-2)).toEqual(['extension', '*']);
    expect(names(type, '2').slice(0, 7)).toEqual([
      'eventTime',
      'recordTime',
      'eventTimeZoneOffset',
      'eventID',
      'errorDeclaration',
      'certificationInfo',
      'baseExtension',
    ]);
  });

  test('an association tells its quantities before the action, an aggregation behind the transactions', () => {
    const order = (type: string) => names(type, '2').filter((name) => /childQ|action|bizTransactionList/.test(name));
    expect(order('AssociationEvent')).toEqual(['childQuantityList', 'action', 'bizTransactionList']);
    expect(order('AggregationEvent')).toEqual(['action', 'bizTransactionList', 'childQuantityList']);
  });

  test('no list of EPCs is required', () => expect(sequenceOf('ObjectEvent', '2')?.required).toEqual([]));
});

describe('of EPCIS 1.2', () => {
  test('the later additions stand in extension', () => {
    expect(names('ObjectEvent/extension', '1')).toEqual([
      'quantityList',
      'sourceList',
      'destinationList',
      'ilmd',
      'extension',
    ]);
    expect(names('ObjectEvent', '1')).not.toContain('ilmd');
    expect(names('ObjectEvent/baseExtension', '1')).toEqual(['eventID', 'errorDeclaration', 'extension']);
  });

  test('the lists of EPCs are required', () => {
    expect(sequenceOf('ObjectEvent', '1')?.required).toEqual(['epcList']);
    expect(sequenceOf('AggregationEvent', '1')?.required).toEqual(['childEPCs']);
    expect(sequenceOf('TransactionEvent', '1')?.required).toEqual(['epcList']);
  });

  test('an association is nobody’s business, and neither is what its XSD leaves open', () => {
    expect(sequenceOf('AssociationEvent', '1')).toBeUndefined();
    expect(sequenceOf('ObjectEvent/extension/extension', '1')).toBeUndefined();
    expect(sequenceOf('TransformationEvent/extension', '1')).toBeUndefined();
  });

  test('a name that every object has is not in the table', () => {
    expect(sequenceOf('constructor', '1')).toBeUndefined();
    expect(sequenceOf('toString', '2')).toBeUndefined();
  });
});

test('the events of a list come in any order', () => {
  const ranks = sequenceOf('EventList', '2')?.ranks;
  expect(new Set(ranks?.values()).size).toBe(1);
  expect(ranks?.has('QuantityEvent')).toBe(false);
  expect(sequenceOf('EventList', '1')?.ranks.has('QuantityEvent')).toBe(true);
});
