import { describe, expect, test } from 'vitest';
import { mayNotDraw, type PackerRule } from './packer-rule.ts';

const gtin = '09521321123458';
const wish = { partner: 'packright', count: 100, order: 'order-1', gtin, lot: 'L1', pool: 'packs', site: 'plant' };
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
    const { order: _, ...forStock } = wish;
    expect(mayNotDraw(packs(), forStock)).toMatchObject({ at: '/SerialRequest/Lot' });
    expect(mayNotDraw(packs({ forStock: true }), forStock)).toBeUndefined();
  });
});
