import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Clock, lookAtClock, metClock, nextCall, runningAgain, stoppedClock, tiDue } from './clocks.ts';

const HOUR = 3_600_000;

describe('transaction information is due', () => {
  test.each([
    // 2026-03-02 is a Monday.
    ['fda', '2026-03-02T15:00:00Z', '2026-03-03T15:00:00.000Z'],
    ['fda', '2026-03-06T15:00:00Z', '2026-03-08T15:00:00.000Z'],
    ['state', '2026-03-07T15:00:00Z', '2026-03-09T15:00:00.000Z'],
    ['fda', '2026-03-08T15:00:00Z', '2026-03-09T15:00:00.000Z'],
    ['partner', '2026-03-06T15:00:00Z', '2026-03-09T15:00:00.000Z'],
    // Friday evening in Hawaii is Saturday in New York: the day counts as a business day.
    ['fda', '2026-03-06T05:00:00Z', '2026-03-07T05:00:00.000Z'],
  ] as const)('for %s asked at %s: %s', (from, at, due) => expect(tiDue(from, new Date(at)).toISOString()).toBe(due));

  test('never sooner than in a day; for authorities never later than in two', () =>
    fc.assert(
      fc.property(fc.date({ min: new Date('2025-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }), (at) => {
        const hours = (from: 'fda' | 'partner') => (tiDue(from, at).getTime() - at.getTime()) / HOUR;
        expect(hours('fda')).toBeGreaterThanOrEqual(24);
        expect(hours('fda')).toBeLessThanOrEqual(48);
        expect(hours('partner')).toBeLessThanOrEqual(72);
      }),
    ));
});

describe('a clock', () => {
  const due = Date.parse('2026-03-02T12:00:00Z');
  const clock: Clock = { due: new Date(due).toISOString() };

  test('calls four hours before and once more when it is missed, each once', () => {
    const early = lookAtClock(clock, new Date(due - 4 * HOUR - 1));
    const near = lookAtClock(clock, new Date(due - 4 * HOUR));
    const again = lookAtClock(near?.clock, new Date(due - HOUR));
    const missed = lookAtClock(near?.clock, new Date(due));
    expect([early, near?.call, again, missed?.call]).toEqual([undefined, 'warned', undefined, 'missed']);
    expect(nextCall(missed?.clock)).toBeUndefined();
  });

  test('that was looked at too late calls once, for what is missed', () => {
    const late = lookAtClock(clock, new Date(due + HOUR));
    expect(late).toMatchObject({ call: 'missed', clock: { warnedAt: expect.any(String) } });
    expect(lookAtClock(late?.clock, new Date(due + 2 * HOUR))).toBeUndefined();
  });

  test('that is met calls nobody, and keeps when it was met first', () => {
    const met = metClock(clock, '2026-03-02T11:00:00.000Z');
    expect(lookAtClock(met, new Date(due + HOUR))).toBeUndefined();
    expect(metClock(met, '2026-03-02T12:30:00.000Z')).toEqual(met);
  });
});

test('a clock that is stopped was not met, calls nobody and is not met later; one that was met in error runs again', () => {
  const clock: Clock = { due: '2026-03-03T10:00:00.000Z' };
  const stopped = stoppedClock(clock, '2026-03-02T10:00:00.000Z');
  expect([stopped?.metAt, nextCall(stopped), metClock(stopped, '2026-03-02T11:00:00.000Z')]).toEqual([
    undefined,
    undefined,
    stopped,
  ]);
  const met = metClock(clock, '2026-03-02T10:00:00.000Z');
  expect([stoppedClock(met, '2026-03-02T11:00:00.000Z'), nextCall(runningAgain(met))]).toEqual([met, nextCall(clock)]);
});
