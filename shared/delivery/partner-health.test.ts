import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterExchange,
  type Heard,
  healthState,
  inHandAtMost,
  lookAgainAt,
  type PartnerHealth,
  SPARE_AFTER,
  wellHealth,
} from './partner-health.ts';

const MINUTE = 60_000;
const failed: Heard = { failed: 'status 500' };
const failedTimes = (count: number, at = 0) =>
  Array.from({ length: count }).reduce<PartnerHealth>(
    (health, _, i) => afterExchange(health, failed, at + i, 0.5),
    wellHealth,
  );

const step = fc.record({
  heard: fc.oneof(
    fc.constant<Heard>('well'),
    fc.record({
      failed: fc.constant('down'),
      rest: fc.option(fc.integer({ min: 1, max: 90_000 }), { nil: undefined }),
    }),
  ),
  /** Until the next exchange ends. */
  later: fc.integer({ min: 0, max: 20 * MINUTE }),
  jitter: fc.double({ min: 0, max: 1, noNaN: true }),
});

/** Every state on the way, each with when it was come to and what was heard then. */
function told(steps: readonly { heard: Heard; later: number; jitter: number }[]) {
  let [health, now] = [wellHealth, 0];
  return steps.map(({ heard, later, jitter }) => {
    const before = health;
    now += later;
    health = afterExchange(before, heard, now, jitter);
    return { before, heard, now, health };
  });
}

describe('a partner', () => {
  test('is spared after five failures in a row, and not before', () => {
    expect(healthState(failedTimes(SPARE_AFTER - 1), 10)).toBe('failing');
    expect(failedTimes(SPARE_AFTER)).toMatchObject({ failures: 5, since: 0, why: 'status 500', spared: { from: 4 } });
    expect(healthState(failedTimes(SPARE_AFTER), 10)).toBe('spared');
  });

  test('is tried with one at a time once its time is over', () => {
    const health = failedTimes(SPARE_AFTER);
    expect(inHandAtMost(health, 10, 4)).toBe(0);
    expect(inHandAtMost(health, MINUTE, 4)).toBe(1);
    expect(inHandAtMost(wellHealth, MINUTE, 4)).toBe(4);
  });

  test('that asks to be left alone is left alone so long, from the first time on', () => {
    const health = afterExchange(wellHealth, { failed: 'status 429', rest: 120 }, 0, 0);
    expect([healthState(health, 119_999), healthState(health, 120_000)]).toEqual(['spared', 'trying']);
  });

  test('that asks for a week is tried again after six hours', () => {
    const health = afterExchange(wellHealth, { failed: 'status 503', rest: 7 * 86_400 }, 0, 0);
    expect(healthState(health, 6 * 60 * MINUTE)).toBe('trying');
  });

  test('is well again with the first answer, and spared longer with each that fails, up to a quarter of an hour', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        for (const { before, heard, now, health } of told(steps)) {
          if (heard === 'well') expect(health).toEqual(wellHealth);
          else {
            expect(health.failures).toBe(before.failures + 1);
            expect(health.since).toBe(before.since ?? now);
            // Nobody ends a sparing but an answer.
            if (before.spared !== undefined) expect(health.spared?.from).toBe(before.spared.from);
            const began = before.spared === undefined && health.spared !== undefined;
            if (began) expect(health.failures >= SPARE_AFTER || heard.rest !== undefined).toBe(true);
            const most = Math.max(15 * MINUTE, (heard.rest ?? 0) * 1000, (before.spared?.until ?? 0) - now);
            expect((health.spared?.until ?? now) - now).toBeLessThanOrEqual(most);
          }
        }
      }),
    );
  });

  test('is let none while it is spared, one while it is tried, and never more than while it is well', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 1, max: 8 }), (steps, most) => {
        for (const { health, now } of told(steps)) {
          const allowed = inHandAtMost(health, now, most);
          const expected = { spared: 0, trying: 1, failing: most, well: most };
          expect(allowed).toBe(expected[healthState(health, now)]);
        }
      }),
    );
  });

  test('that is spared is tried by the first of those that wait, and left alone by all others', () => {
    const health = { failures: 9, since: 0, why: 'down', spared: { from: 0, until: 10 * MINUTE, ms: 15 * MINUTE } };
    expect(lookAgainAt(health, true, 8 * MINUTE, 0)).toBe(10 * MINUTE);
    expect(lookAgainAt(health, true, 12 * MINUTE, 0)).toBe(12 * MINUTE);
    const [first, last] = [lookAgainAt(health, false, 0, 0), lookAgainAt(health, false, 0, 1)];
    expect([first, last]).toEqual([240 * MINUTE, 480 * MINUTE]);
  });
});
