import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Order } from '../messages/site-api.ts';
import { numbersNeeded } from './numbers-needed.ts';
import type { RecipeLevel } from './recipe.ts';
import { standardRecipe } from './standard-recipe.ts';

const order: Order = {
  order: 'order-1',
  site: 'plant',
  line: 'line-1',
  owner: 'acme-pharma',
  gtin: '09521234000013',
  lot: 'LOT42',
  expiry: '2028-06-30',
  quantity: 100,
  pool: 'packs',
  ssccPool: 'containers',
  companyPrefix: '9521234',
  unitsPerCase: 10,
  casesPerPallet: 4,
  sampleEvery: 0,
};
const bundles: RecipeLevel = {
  level: 'bundle',
  count: 5,
  identity: { key: 'sgtin', gtin: '19521234000010', pool: 'bundles' },
  read: 'layer',
  perPicture: 5,
};

describe('the numbers a batch needs', () => {
  test('are one for every label and one for every container', () => {
    expect(numbersNeeded(order, standardRecipe(order))).toEqual([
      { pool: 'packs', count: 100 },
      { pool: 'containers', count: 10 + 3 },
    ]);
  });

  test('come from the pool of a grouping’s own GTIN, with an SSCC for the one that stays short', () => {
    expect(numbersNeeded(order, { levels: [bundles] })).toEqual([
      { pool: 'packs', count: 100 },
      { pool: 'bundles', count: 20 },
      { pool: 'containers', count: 1 },
    ]);
  });

  test('are only the packs’ where nothing is aggregated', () => {
    expect(numbersNeeded(order, { levels: [] })).toEqual([{ pool: 'packs', count: 100 }]);
  });

  test('fall as the batch goes on, to none', () => {
    const done = { printed: 60, numbered: { case: 5, pallet: 1 } };
    expect(numbersNeeded(order, standardRecipe(order), done)).toEqual([
      { pool: 'packs', count: 40 },
      { pool: 'containers', count: 5 + 2 },
    ]);
    const all = { printed: 100, numbered: { case: 10, pallet: 3 } };
    expect(numbersNeeded(order, standardRecipe(order), all).every(({ count }) => count === 0)).toBe(true);
  });

  test('are enough whatever is rejected on the way', () => {
    const sizes = fc.record({
      quantity: fc.integer({ min: 1, max: 300 }),
      unitsPerCase: fc.integer({ min: 1, max: 12 }),
      casesPerPallet: fc.integer({ min: 1, max: 5 }),
      good: fc.integer({ min: 0, max: 300 }),
    });
    fc.assert(
      fc.property(sizes, ({ good, ...wanted }) => {
        const passed = Math.min(good, wanted.quantity);
        const cases = Math.ceil(passed / wanted.unitsPerCase);
        const pallets = Math.ceil(cases / wanted.casesPerPallet);
        const one = { ...order, ...wanted };
        const [, containers] = numbersNeeded(one, standardRecipe(one));
        return containers !== undefined && containers.count >= cases + pallets;
      }),
    );
  });
});
