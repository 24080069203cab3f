import * as v from 'valibot';
import { expect, test } from 'vitest';
import { toldPool } from '#shared/messages/pools-api.ts';
import { shortestFirst } from './shortest-first.ts';

const common = { next: 1, last: 9, left: 9, low: false, state: 'active', revision: 1, generations: [] } as const;
const poolOf = (id: string, more: object = {}) =>
  v.parse(toldPool, {
    ...{ id, kind: 'random', gtin: '09521321543218', alphabet: '01', length: 13 },
    ...common,
    ...more,
  });

test('what runs dry first comes first, whatever its id, and what issues nothing comes last', () => {
  const pools = [
    poolOf('a-retired', { state: 'retired', left: 0, low: true }),
    poolOf('b-never-drawn'),
    poolOf('c-months', { daysLeft: 90 }),
    poolOf('d-days', { daysLeft: 3 }),
    poolOf('e-empty', { left: 0 }),
    poolOf('f-low', { daysLeft: 20, low: true }),
    poolOf('g-days', { daysLeft: 3 }),
  ];
  expect(pools.toSorted(shortestFirst).map(({ id }) => id)).toEqual([
    'f-low',
    'e-empty',
    'd-days',
    'g-days',
    'c-months',
    'b-never-drawn',
    'a-retired',
  ]);
});
