import { describe, expect, test } from 'vitest';
import { statusOf } from '#common/problem.ts';
import { openBudget } from './budget.ts';

describe('the budget of a page', () => {
  const still = () => 0;

  test('is spent by rows looked at, and ten times sooner by events fetched', () => {
    const budget = openBudget(still);
    budget.look(199_999);
    expect(budget.isSpent()).toBe(false);
    budget.look();
    expect(budget.isSpent()).toBe(true);
    const other = openBudget(still);
    other.fetch(20_000);
    expect(other.isSpent()).toBe(true);
    expect(other.cost()).toEqual({ looked: 0, fetched: 20_000 });
  });

  test('is spent by what rows hold: full ones, of 64 refs, cost nine times as much', () => {
    const budget = openBudget(still);
    budget.look(22_222, 22_222 * 64);
    expect(budget.isSpent()).toBe(false);
    budget.look(1, 64);
    expect(budget.isSpent()).toBe(true);
    expect(budget.cost().looked).toBe(22_223);
  });

  test('is spent by time, well before the function ends', () => {
    let now = 0;
    const budget = openBudget(() => now);
    now = 19_999;
    expect(budget.isSpent()).toBe(false);
    now = 20_000;
    expect(budget.isSpent()).toBe(true);
  });

  test('is spent, of several pages for one answer, when their time together is', () => {
    let now = 15_000;
    const budget = openBudget(() => now, 22_000);
    now = 21_999;
    expect(budget.isSpent()).toBe(false);
    now = 22_000;
    expect(budget.isSpent()).toBe(true);
    expect(openBudget(() => now, 22_000).isSpent()).toBe(true);
  });

  test('ends in the exception that the standard has for it', () => {
    expect(statusOf['too-complex']).toMatchObject({ status: 413, epcis: 'QueryTooComplexException' });
  });
});
