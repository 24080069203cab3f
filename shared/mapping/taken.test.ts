import { describe, expect, test } from 'vitest';
import { good } from '../../test/kit/unit-maker.ts';
import type { Message } from './exchange/families.ts';
import { writeExchange } from './exchange/write-exchange.ts';
import type { ExchangeMapping } from './mapping.ts';
import { readMapped } from './read-mapped.ts';

const mapping: ExchangeMapping = { format: 'serial-exchange', direction: 'in', identifiers: 'as-sent' };
const [pack, box] = ['urn:epc:id:sgtin:9521321.012345.1', 'urn:epc:id:sscc:9521321.0000000001'];
const when = { at: '2026-03-01T08:00:00Z', offset: '+01:00' };
const header = { receiver: '9521321000017', controlNumber: '1', date: '2026-03-01', time: '10:00:00Z' };
const read = (message: Message, change: Partial<ExchangeMapping> = {}, sender = '9521987000016') =>
  readMapped({ ...mapping, ...change }, good(writeExchange({ ...header, sender }, [message])), []);
const shipment = (deliveryNumber: string, more: object = {}): Message => ({
  family: 'sales-shipment',
  content: { deliveryNumber, shipments: [{ ...when, epcs: [box], ...more }] },
});

describe('the number of a delivery', () => {
  test.each([
    ['80004711', '9521987000016', 'urn:epcglobal:cbv:bt:9521987000016:80004711'],
    ['80/47 11', 'urn:epc:id:pgln:9521987.00001', 'urn:epcglobal:cbv:bt:9521987000018:80%2F47%2011'],
    ['urn:epcglobal:cbv:bt:9521999000010:1', '9521987000016', 'urn:epcglobal:cbv:bt:9521999000010:1'],
  ])('%s of %s is the despatch advice of its shipments', (number, sender, bizTransaction) => {
    expect(read(shipment(number), {}, sender)).toMatchObject({
      events: [{ bizTransactionList: [{ type: 'desadv', bizTransaction }] }],
    });
  });

  test('stands beside an order, and behind a despatch advice that a shipment names itself', () => {
    const order = { type: 'po', number: 'urn:epcglobal:cbv:bt:9521321000017:1' };
    expect(read(shipment('7', { transactions: [order] }))).toMatchObject({
      events: [{ bizTransactionList: [{ type: 'po' }, { type: 'desadv' }] }],
    });
    const own = { type: 'desadv', number: 'urn:epcglobal:cbv:bt:9521321000017:8' };
    expect(read(shipment('7', { transactions: [own] }))).toMatchObject({
      events: [{ bizTransactionList: [{ type: 'desadv', bizTransaction: own.number }] }],
    });
  });
});

test('a container that is said to hold another number than is named is refused, with its place', () => {
  const packed = (quantity: number): Message => ({
    family: 'disposition-assigned',
    content: { aggregations: [{ ...when, parent: box, quantity, contents: [pack] }] },
  });
  expect(read(packed(48))).toMatchObject([{ refused: 'malformed', at: expect.stringContaining('0/Quantity') }]);
  expect(read(packed(1))).toMatchObject({ events: [{ childEPCs: [pack] }] });
});

test('what is not taken of a message is counted, and a message of which nothing is taken is refused', () => {
  const both: Message = {
    family: 'disposition-assigned',
    content: {
      commissions: [{ ...when, epcs: [pack] }],
      aggregations: [{ ...when, parent: box, contents: [pack] }],
    },
  };
  expect(read(both, { select: { bizSteps: ['packing'] } })).toMatchObject({ events: [{ parentID: box }], leftOut: 1 });
  expect(read(both, { select: { bizSteps: ['shipping'] } })).toMatchObject([{ at: '/select' }]);
  expect(read(both)).not.toHaveProperty('leftOut');
});
