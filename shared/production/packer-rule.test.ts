import { describe, expect, test } from 'vitest';
import { mayNotDraw, type PackerRule } from './packer-rule.ts';

const gtin = '09521321123458';
const casesOf = '19521321123455';
const wish = {
  partner: 'packright',
  count: 100,
  order: 'order-1',
  gtin,
  lot: 'L1',
  pool: 'packs',
  site: 'plant',
  ordered: [gtin, casesOf],
};
const packs = (change: Partial<PackerRule> = {}): PackerRule => ({ forStock: false, unused: 'destroyed', ...change });

describe('a partner', () => {
  test('draws for what it is asked to pack where its version says so without bounds', () => {
    expect(mayNotDraw(packs(), wish)).toBeUndefined();
  });

  test('whose version does not let it draw is refused', () => {
    expect(mayNotDraw(undefined, wish)).toMatchObject({ refused: 'not-permitted' });
  });

  test('draws within its bounds and not beyond', () => {
    const bounded = packs({ most: 100, scope: { gtins: [gtin], sites: ['plant'] } });
    expect(mayNotDraw(bounded, wish)).toBeUndefined();
    expect(mayNotDraw(bounded, { ...wish, count: 101 })).toMatchObject({ refused: 'too-large' });
    expect(mayNotDraw(bounded, { ...wish, site: 'other' })).toMatchObject({ refused: 'not-permitted' });
    expect(mayNotDraw(bounded, { ...wish, gtin: '09521321999992' })).toMatchObject({ refused: 'not-permitted' });
  });

  test('draws for no order only where that is said', () => {
    const { order: _, ...rest } = wish;
    const forStock = { ...rest, ordered: [] };
    expect(mayNotDraw(packs(), forStock)).toMatchObject({ at: '/SerialRequest/Lot' });
    expect(mayNotDraw(packs({ forStock: true, scope: { gtins: [gtin] } }), forStock)).toBeUndefined();
    expect(mayNotDraw(packs({ forStock: true, scope: { pools: ['packs'] } }), forStock)).toBeUndefined();
    expect(mayNotDraw(packs({ forStock: true }), { ...forStock, gtin: undefined })).toBeUndefined();
  });

  test('whose version names no products draws numbers of what its order is of, and of nothing else', () => {
    for (const free of [packs(), packs({ scope: { sites: ['plant'] } })]) {
      expect(mayNotDraw(free, { ...wish, gtin: casesOf })).toBeUndefined();
      expect(mayNotDraw(free, { ...wish, gtin: '09521321999992' })).toMatchObject({ refused: 'not-permitted' });
    }
    const stock = { ...wish, order: undefined, ordered: [] };
    expect(mayNotDraw(packs({ forStock: true }), stock)).toMatchObject({ at: '/SerialRequest/ObjectKey' });
  });
});
