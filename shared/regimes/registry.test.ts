import { describe, expect, test } from 'vitest';
import { allRegimes, byAccess, regimeOf, regimesOf } from './regimes.ts';
import { marketsOf } from './registry.ts';

describe('the registry of regimes', () => {
  test('finds the regime of a member state once, however many states there are', () =>
    expect(regimesOf(['DE', 'FR', 'US']).map(({ market }) => market)).toEqual(['eu']));

  test('has the United States as a market whose regulator is not reported to', () => {
    expect(marketsOf(['DE', 'US']).map(({ market }) => market)).toEqual(['eu', 'us']);
    expect(regimesOf(['US', 'PR'])).toEqual([]);
    expect(regimeOf('us')).toBeUndefined();
  });

  test.each(['GB', 'XI', 'ZZ'])('reports nothing for %s', (country) => expect(regimesOf([country])).toEqual([]));

  test('knows a regime that is reported to by access by its name alone', () => {
    expect(marketsOf(['BR']).map(({ market }) => market)).toEqual(['br']);
    expect(regimesOf(['BR'])).toEqual([]);
    for (const regime of byAccess) expect([regimeOf(regime.market), regime.onAccess]).toEqual([regime, true]);
  });

  test('finds a regime by the name on a row', () => {
    for (const regime of allRegimes) expect(regimeOf(regime.market)).toBe(regime);
    expect(regimeOf('atlantis')).toBeUndefined();
  });
});
