import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type JudgedUnit, RejectTrend } from './reject-trend.ts';

const limits = { trendWindow: 40, trendShare: 0.1, gradeDrop: 0.5 };
const good = (grade = 4): JudgedUnit => ({ reason: undefined, grade });
const bad = (reason: string): JudgedUnit => ({ reason, grade: undefined });
const times = (count: number, unit: JudgedUnit) => Array.from({ length: count }, () => unit);
const told = (trend: RejectTrend, units: readonly JudgedUnit[]) =>
  units.flatMap((unit) => trend.sees(unit)).map(({ code, detail }) => `${code}: ${detail}`);

describe('a line that gets worse', () => {
  test('is told by the reason that takes its share, once', () => {
    const trend = new RejectTrend(limits);
    const units = [...times(30, good()), ...times(6, bad('grade')), ...times(4, good())];
    expect(told(trend, units)).toEqual(['reject-trend: 4 of the last 34 packs rejected: grade']);
  });

  test('is told again when it was over and comes back', () => {
    const trend = new RejectTrend(limits);
    const spell = [...times(30, good()), ...times(5, bad('no read')), ...times(40, good())];
    expect(told(trend, [...spell, ...spell])).toHaveLength(2);
  });

  test('is not told of a few rejects at the very start, nor of a steady few', () => {
    expect(told(new RejectTrend(limits), [...times(3, bad('no read')), ...times(2, good())])).toEqual([]);
    const steady = Array.from({ length: 400 }, (_, i) => (i % 20 === 19 ? bad('grade') : good()));
    expect(told(new RejectTrend(limits), steady)).toEqual([]);
  });

  test('is told by grades that sink while every code still passes', () => {
    const sinking = Array.from({ length: 60 }, (_, i) => good(4 - i * 0.03));
    expect(told(new RejectTrend(limits), sinking)).toEqual(['grade-drift: mean grade 3.4, was 3.9 at first']);
    expect(told(new RejectTrend(limits), times(400, good(2)))).toEqual([]);
  });

  test('never tells anything of packs that are all good and alike', () => {
    const grades = fc.float({ min: 0, max: 4, noNaN: true });
    const holds = fc.property(grades, fc.integer({ min: 1, max: 300 }), (grade, count) => {
      expect(told(new RejectTrend(limits), times(count, good(grade)))).toEqual([]);
    });
    fc.assert(holds);
  });
});
