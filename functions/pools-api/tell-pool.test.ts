import { expect, test } from 'vitest';
import { newRandomPool } from '#shared/serials/new-pool.ts';
import { good } from '../../test/kit/unit-maker.ts';
import { tellPool } from './tell-pool.ts';

const alphabet = '0123456789ABCDEFGHJKLMNPRSTUVWXY';
const pool = good(newRandomPool({ id: 'packs', gtin: '09521321543218', alphabet, length: 6 }));
const at = new Date('2026-03-10T10:00:00Z');
const today = Math.floor(at.getTime() / 86_400_000);

test('a pool tells for how many days what is left lasts at the pace of the last ones, and nothing of its counts', () => {
  const told = tellPool({ ...pool, next: 1000, last: 2999, use: { day: today - 1, counts: [300, 200, 0] } }, at);
  expect(told).toMatchObject({ left: 2000, drawn: { count: 500, days: 4 }, daysLeft: 16 });
  expect(told).not.toHaveProperty('use');
});

test('a pool that nobody has drawn from tells of no pace', () => {
  expect(tellPool(pool, at)).not.toHaveProperty('daysLeft');
  const idle = tellPool({ ...pool, use: { day: today - 90, counts: [10] } }, at);
  expect(idle).toMatchObject({ drawn: { count: 0, days: 30 } });
  expect(idle).not.toHaveProperty('daysLeft');
});
