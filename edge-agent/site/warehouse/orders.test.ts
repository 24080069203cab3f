import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Refusal } from '#shared/refusal.ts';
import { Refused } from '../../refused.ts';
import type { OrderBody } from '../../store/warehouse-orders.ts';
import {
  box,
  by,
  caseOf,
  gtin,
  packOf,
  said,
  type WarehouseBench,
  warehouseBench,
} from '../../testing/warehouse-bench.ts';
import { cancelOrder } from './cancel-order.ts';
import { checkReceipt, checkShipment } from './check-order.ts';
import { act } from './floor.ts';
import { nothingLearned } from './learn.ts';
import { asOrder } from './look-up.ts';
import { putAway } from './put-away.ts';
import { receive } from './receive.ts';
import { takeBack } from './take-back.ts';

let bench: WarehouseBench;
let needs: WarehouseBench['needs'];
beforeEach(() => {
  bench = warehouseBench();
  ({ needs } = bench);
});
afterEach(() => bench.close());

const to = 'urn:epc:id:pgln:4012345.00000';
const of = (number: string) => `urn:epcglobal:cbv:bt:4012345000009:${number}`;
const enter = (order: string, body: OrderBody) => act(needs, 'add', said(), by, (floor) => asOrder(floor, order, body));
const documents = (type: string) =>
  bench
    .told()
    .flatMap(({ bizTransactionList = [] }) => bizTransactionList)
    .filter((one) => one.type === type)
    .map(({ bizTransaction }) => bizTransaction);
const cancel = (order: string) => cancelOrder(needs, { ...said(), order, reason: 'mistyped' }, by);

/** Why something is refused. */
function refusal(work: () => unknown): Refusal | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
  return undefined;
}

describe('documents', () => {
  test.each([
    ['PO-1', of('PO-1')],
    [of('PO-1'), of('PO-1')],
  ])('a buyer’s order is the same in all events, said as %s', (po, uri) => {
    bench.come(caseOf(box(1), ['A1'], 'L1', '2028-06-30'));
    enter('SO', checkShipment(needs, { kind: 'shipment', to: 'Medico', po, lines: [{ gtin, quantity: 1 }] }));
    bench.pick('SO', box(1));
    expect(bench.ship('SO', box(1))).toMatchObject({ po: uri, to });
    expect(documents('po')).toEqual([uri, uri]);
  });

  test('so is one that an agent of before has kept as it was typed', () => {
    bench.come(caseOf(box(1), ['A1'], 'L1', '2028-06-30'));
    const lines = [{ gtin, quantity: 1 }];
    act(needs, 'add', said(), by, (floor) => {
      needs.warehouseOrders.add('SO', { kind: 'shipment', to, lines, po: 'PO 2' }, floor.at);
      needs.warehouseOrders.add('WRONG', { kind: 'shipment', to: 'medico', lines }, floor.at);
      return {};
    });
    bench.pick('SO', box(1));
    bench.ship('SO', box(1));
    expect(documents('po')).toEqual([of('PO%202'), of('PO%202')]);
    // The enterprise's system may say it again.
    expect(enter('SO', checkShipment(needs, { kind: 'shipment', to, lines, po: 'PO 2' }))).toMatchObject({
      order: 'SO',
    });
    expect(bench.pick('WRONG', packOf('A1'))).toMatchObject({ remedy: expect.stringContaining('Cancel it') });
    expect(cancel('WRONG')).toMatchObject({ state: 'cancelled' });
  });

  test('a return authorisation is a document of our own, and one that names nothing is refused', () => {
    const back = (rma: string) =>
      takeBack(needs, { ...said(), scans: [packOf('A1')], reason: 'x', rma }, by, nothingLearned);
    expect(back('urn:x')).toMatchObject({ refused: 'malformed', at: '/rma' });
    expect(back('RMA-1')).toMatchObject({ returned: [{}] });
    expect(documents('rma')).toEqual(['urn:epcglobal:cbv:bt:9521234000013:RMA-1']);
  });

  test('a despatch advice is a document of its sender, and is found by the number on it', () => {
    const given = checkReceipt(needs, { kind: 'receipt', advice: 'DES-7', from: 'Medico' });
    expect(given).toMatchObject({ advice: of('DES-7'), from: to });
    enter(given.advice, given);
    expect(receive(needs, { ...said(), receipt: 'DES-7', scans: [box(1)] }, by, nothingLearned)).toMatchObject({
      arrived: [box(1)],
    });
    expect(documents('desadv')).toEqual([of('DES-7')]);
  });
});

describe('what is entered', () => {
  const line = { gtin, quantity: 1 };
  const shipment = { kind: 'shipment' as const, to, lines: [line] };

  test.each([
    ['/to', { ...shipment, to: 'medico' }],
    ['/to', { ...shipment, to: '9521323000016' }],
    ['/po', { ...shipment, po: 'urn:epcglobal:cbv:bt:1:2' }],
    ['/lines/0/gtin', { ...shipment, lines: [{ gtin: '12345678901234', quantity: 1 }] }],
    ['/lines/0/gtin', { ...shipment, lines: [{ gtin: '19521234000010', quantity: 1 }] }],
    ['/lines/0/lot', { ...shipment, lines: [{ ...line, lot: 'a b' }] }],
    ['/lines/1/gtin', { ...shipment, lines: [line, line] }],
  ])('is refused at %s before anything is done for it', (at, body) =>
    expect(refusal(() => checkShipment(needs, body))).toMatchObject({ at, remedy: expect.any(String) }),
  );

  test.each([
    ['/advice', { advice: 'x' }],
    ['/from', { advice: of('x'), from: 'medico' }],
    ['/advised/1', { advice: of('x'), advised: [box(1), 'garbage'] }],
  ])('as a receipt is refused at %s', (at, body) =>
    expect(refusal(() => checkReceipt(needs, { kind: 'receipt', ...body }))).toMatchObject({ at }),
  );
});

describe('cancelling', () => {
  test('ends a shipment or a receipt as long as nothing was done for it, with its reason', () => {
    bench.come(caseOf(box(1), ['A1'], 'L1', '2028-06-30'));
    bench.wanted('SO', 1);
    bench.pick('SO', box(1));
    expect(cancel('SO')).toMatchObject({ remedy: expect.stringContaining('Put away again') });
    expect(cancel('DES')).toMatchObject({ detail: expect.stringContaining('was received') });
    putAway(needs, { ...said(), location: 'shelf 1', scans: [box(1)] }, by);
    expect(cancel('SO')).toEqual({ order: 'SO', state: 'cancelled' });
    expect(bench.pick('SO', box(1))).toMatchObject({ detail: 'shipment SO is cancelled' });
    expect(cancel('SO')).toMatchObject({ refused: 'conflict' });
    const audit = bench.db.prepare(
      "SELECT now, why, who FROM audit WHERE subject = 'shipment SO' AND now = 'cancelled'",
    );
    expect(audit.all()).toMatchObject([{ why: 'mistyped', who: 'olga' }]);
  });

  test('gives its number free: another content is entered under it', () => {
    const body = (quantity: number): OrderBody => ({ kind: 'shipment', to, lines: [{ gtin, quantity }] });
    enter('SO', body(1));
    expect(enter('SO', body(2))).toMatchObject({ refused: 'conflict' });
    cancel('SO');
    expect(enter('SO', body(2))).toMatchObject({ state: 'open', lines: [{ quantity: 2 }] });
    expect(needs.warehouseOrders.find('SO')).toMatchObject({ state: 'open', body: body(2) });
  });
});
