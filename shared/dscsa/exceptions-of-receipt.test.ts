import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { exceptionsOfReceipt, type ReceivedPack } from './exceptions-of-receipt.ts';
import { itemsOf } from './pdg-items.ts';
import { exceptions } from './pdg-shapes.ts';

const gtin = '09521321543218';
const pack = (serial: string, change: Partial<ReceivedPack> = {}): ReceivedPack => ({
  gtin,
  serial,
  lot: 'L1',
  expiry: '281231',
  ...change,
});
const counter = () => {
  let n = 0;
  return () => `item-${++n}`;
};
const of = (announced: ReceivedPack[], scanned: ReceivedPack[], ordered: number) =>
  exceptionsOfReceipt({ fileId: 'd1', announced, scanned, ordered: [{ gtin, quantity: ordered }] }, {}, counter());

describe('what differs in a delivery', () => {
  test('is told by kind: no data, no product, other data, too many', () => {
    const found = of([pack('A'), pack('B'), pack('C')], [pack('A'), pack('B', { lot: 'L2' }), pack('D'), pack('E')], 3);
    expect(found).toMatchObject({
      missing_product_data: [{ product_serial: 'D', resolution_request: 'Send new data' }, { product_serial: 'E' }],
      missing_product: [{ product_serial: 'C', file_id: 'd1', resolution_request: 'Send product' }],
      data_misalignment: [{ received_product_lot: 'L2', product_data_lot: 'L1', received_product_serial: 'B' }],
      overages: [{ quantity_ordered: 3, quantity_received: 4, resolution_request: 'Return product' }],
    });
    expect(found.underages).toBeUndefined();
  });

  test('is nothing where all is as it should be', () => expect(of([pack('A')], [pack('A')], 1)).toEqual({}));

  test('counts a pack once however often it was scanned, and sums the lines of an order', () => {
    const lines = [1, 1].map((quantity) => ({ gtin, quantity }));
    const scanned = [pack('A'), pack('B'), pack('A')];
    const receipt = { fileId: 'd1', announced: [pack('A'), pack('B')], scanned, ordered: lines };
    expect(exceptionsOfReceipt(receipt, {}, counter())).toEqual({});
  });

  test('names what was not ordered at all, where an order is told', () => {
    const strange = { ...pack('S'), gtin: '09521321000018' };
    const receipt = { fileId: 'd1', announced: [pack('A'), strange], scanned: [pack('A'), strange] };
    expect(exceptionsOfReceipt(receipt, {}, counter())).toEqual({});
    const ordered = [{ gtin, quantity: 1 }];
    expect(exceptionsOfReceipt({ ...receipt, ordered }, {}, counter()).overages).toMatchObject([
      { gtin: strange.gtin, quantity_ordered: 0, quantity_received: 1 },
    ]);
  });

  test('is asked for as somebody wishes', () => {
    const short = { fileId: 'd1', announced: [], scanned: [], ordered: [{ gtin, quantity: 2 }] };
    const found = exceptionsOfReceipt(short, { underages: 'Credit account' }, counter());
    expect(found.underages).toMatchObject([{ quantity_received: 0, resolution_request: 'Credit account' }]);
  });

  test('is counted once each, in the shape of the schema', () => {
    const packs = fc.uniqueArray(
      fc.record({ serial: fc.constantFrom(...'ABCDEFG'), lot: fc.constantFrom('L1', 'L2') }),
      { selector: ({ serial }) => serial },
    );
    fc.assert(
      fc.property(packs, packs, fc.nat(8), (some, others, ordered) => {
        const [announced, scanned] = [some, others].map((list) => list.map(({ serial, lot }) => pack(serial, { lot })));
        const found = of(announced ?? [], scanned ?? [], ordered);
        expect(v.is(exceptions, found)).toBe(true);
        const ids = itemsOf(found).map(({ uuid }) => uuid);
        expect(new Set(ids).size).toBe(ids.length);
        const serials = new Set([...some, ...others].map(({ serial }) => serial));
        const same = some.filter((one) => others.some((other) => other.serial === one.serial && other.lot === one.lot));
        expect(ids.length).toBe(serials.size - same.length + (others.length === ordered ? 0 : 1));
      }),
    );
  });
});
