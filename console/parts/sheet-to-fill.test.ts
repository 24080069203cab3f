import { expect, test } from 'vitest';
import { columnsOf, emptySheet } from './sheet-to-fill.ts';

test('a spreadsheet to fill in names every column once, those that must be filled in and those that may be empty', async () => {
  for (const plural of ['products', 'locations', 'partners', 'lots'] as const) {
    const { needed, others } = columnsOf(plural);
    const named = (await emptySheet(plural).text()).trim().split(',');
    expect(named.toSorted()).toEqual([...needed, ...others].toSorted());
  }
  expect(columnsOf('lots').others).toContain('order');
  expect(columnsOf('lots').needed.slice(0, 2)).toEqual(['lot', 'gtin']);
});
