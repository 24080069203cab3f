import { describe, expect, test } from 'vitest';
import { choosePool } from './choose-pool.ts';
import type { Pool } from './pool.ts';

const pool = (id: string, change: Partial<Pick<Pool, 'next' | 'last' | 'state' | 'profile'>> = {}): Pool => ({
  ...{ kind: 'sequential', id, gtin: '09521321123458', alphabet: '0123456789', length: 9, suffix: 0, generations: [] },
  ...{ next: 0, last: 999, state: 'active', revision: 0, ...change },
});

describe('of the pools that issue for a product', () => {
  test('the first is taken that has as many left as are asked for', () => {
    const pools = [pool('few', { next: 995 }), pool('some'), pool('more', { last: 99_999 })];
    expect(choosePool(pools, 10)).toMatchObject({ id: 'some' });
    expect(choosePool(pools, 5_000)).toMatchObject({ id: 'more' });
  });

  test('the one with most is taken where none has enough: it says how many that are', () => {
    expect(choosePool([pool('few', { next: 995 }), pool('some')], 5_000)).toMatchObject({ id: 'some' });
  });

  test('one of the market that is asked for is taken, named by its profile or by its code', () => {
    const pools = [pool('eu', { profile: 'eu' }), pool('us', { profile: 'us' })];
    expect(choosePool(pools, 1, 'US')).toMatchObject({ id: 'us' });
    expect(choosePool(pools, 1, 'eu')).toMatchObject({ id: 'eu' });
    expect(choosePool(pools, 1, 'cn-gs1')).toMatchObject({
      refused: 'not-found',
      remedy: expect.stringContaining('eu'),
    });
  });

  test('none is taken where several markets are meant, where all are frozen, or where there is none', () => {
    const pools = [pool('eu', { profile: 'eu' }), pool('us', { profile: 'us' })];
    expect(choosePool(pools, 1)).toMatchObject({ refused: 'conflict', remedy: 'name the market' });
    expect(choosePool([pool('a', { state: 'frozen' })], 1)).toMatchObject({ refused: 'conflict' });
    expect(choosePool([], 1)).toMatchObject({ refused: 'not-found' });
  });
});
