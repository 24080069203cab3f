import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';
import { faultTable, packingTable } from './fault-table.ts';
import { packingFaults } from './packing/packing-faults.ts';
import { planOf } from './plan.ts';

test('the documentation lists these faults', () => {
  const page = readFileSync('docs/line-faults.md', 'utf8');
  for (const table of [faultTable(catalogue), packingTable(packingFaults)]) {
    expect(page, 'npx node test/line-faults/write-table.ts').toContain(table);
  }
});

test('a seed makes the same plan whenever it is asked', () => {
  expect(planOf(42)).toEqual(planOf(42));
  expect(new Set(Array.from({ length: 50 }, (_, seed) => JSON.stringify(planOf(seed)))).size).toBe(50);
});

test('every fault says what it leads to', () => {
  expect(catalogue.filter(({ alarms, fate }) => alarms.length === 0 && fate === undefined)).toEqual([]);
  expect(new Set(catalogue.map(({ name }) => name)).size).toBe(catalogue.length);
});
