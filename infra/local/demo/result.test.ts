import { describe, expect, test } from 'vitest';
import { allIsWell, type Result, tableOf } from './result.ts';

const good: Result = {
  lot: 'DEMO0001',
  printed: 240,
  commissioned: 234,
  rejected: 4,
  sampled: 2,
  destroyed: 0,
  unaccounted: 0,
  cases: 10,
  pallets: 1,
  submissions: [{ market: 'EU', report: 'product-pack-data', state: 'acknowledged' }],
  deliveries: [{ partner: 'medico', state: 'delivered' }],
  seconds: 71.2,
};

describe('a batch is well', () => {
  test('when it reconciles and everybody said yes', () => expect(allIsWell(good)).toBe(true));

  test.each<[string, Partial<Result>]>([
    ['a serial is unaccounted for', { unaccounted: 1, rejected: 3 }],
    ['the sum is one short', { rejected: 3 }],
    ['the regulator refused', { submissions: [{ market: 'EU', report: 'product-pack-data', state: 'rejected' }] }],
    ['nothing was submitted', { submissions: [] }],
    ['the partner was not reached', { deliveries: [{ partner: 'medico', state: 'parked' }] }],
    ['nothing was delivered', { deliveries: [] }],
  ])('but not when %s', (_, change) => expect(allIsWell({ ...good, ...change })).toBe(false));
});

test('the table names every figure and every receiver', () => {
  const text = tableOf(good, { 'no read': 3, 'grade below threshold': 1 });
  for (const word of [
    'DEMO0001',
    '240',
    '234',
    'no read',
    'regulator EU',
    'acknowledged',
    'partner medico',
    'delivered',
  ])
    expect(text).toContain(word);
});
