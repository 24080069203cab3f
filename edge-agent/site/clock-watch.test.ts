import { beforeEach, expect, test } from 'vitest';
import { ClockWatch } from './clock-watch.ts';

let wall: number;
let monotonic: number;
let alarm: string | undefined;
let watch: ClockWatch;
beforeEach(() => {
  wall = Date.parse('2026-03-01T08:00:00Z');
  monotonic = 0;
  alarm = undefined;
  const siteAlarms = {
    raise: (_: string, detail: string) => {
      alarm = detail;
    },
    clear: () => {
      alarm = undefined;
    },
  };
  watch = new ClockWatch({ wall: () => wall, monotonic: () => monotonic, siteAlarms });
});
const pass = (ms: number, step = 0) => {
  wall += ms + step;
  monotonic += ms;
  watch.look();
};
/** An answer that took 300 ms and was stamped by a clock so far off this one. */
const heard = (off: number) =>
  watch.heard({ sent: wall, received: wall + 300, date: new Date(wall + 150 + off).toUTCString() });

test('time that passes is no step, a clock that was set is', () => {
  pass(3_600_000);
  pass(10_000, 1_900);
  expect(alarm).toBeUndefined();
  pass(10_000, -7_500);
  expect(alarm).toBe('the clock of this machine went 7 s back at once');
});

test.each([
  [0, undefined],
  [1_800, undefined],
  [-1_800, undefined],
  [10_000, /behind/],
  [-10_000, /ahead/],
])('a cloud that is %i ms ahead', (off, said) => {
  heard(off);
  if (said === undefined) expect(alarm).toBeUndefined();
  else expect(alarm).toMatch(said);
});

test('the alarm is over when the clocks agree, and what is known of them is told', () => {
  expect(watch.told()).toBeUndefined();
  pass(10_000, 60_000);
  heard(0);
  expect(alarm).toBeUndefined();
  const [least = 0, most = 0] = watch.told()?.ahead ?? [];
  expect(least).toBeLessThanOrEqual(0);
  expect(most).toBeGreaterThanOrEqual(0);
});

test('an answer without a time, or over which the clock was set, tells nothing', () => {
  watch.heard({ sent: wall, received: wall, date: 'soon' });
  watch.heard({ sent: wall, received: wall - 60_000, date: new Date(wall).toUTCString() });
  expect(watch.told()).toBeUndefined();
});
