import { isDay } from '../../shared/is-day.ts';
import { wallTime } from './when.tsx';

/** The time in UTC that a day and a time by the clock on this wall mean; `''` where neither is said, undefined where they mean none. No time is the beginning of the day. */
export function momentOf(day: string, time: string): string | undefined {
  if (day === '' && time === '') return '';
  const meant = onWall(day, time);
  return Number.isNaN(meant.getTime()) ? undefined : meant.toISOString();
}

/** How far the clock on this wall is from UTC then, `+02:00`; now, where no time is said. */
export function offsetOn(day: string, time: string): string {
  const then = onWall(day, time);
  return wallTime(Number.isNaN(then.getTime()) ? new Date() : then).split(' ')[2] ?? '';
}

/** `9:3` and nothing at all are times of a day as well; `2026-1` and `2026-02-31` are no days. */
function onWall(day: string, time: string): Date {
  const whole = [0, 1, 2].map((part) => (time.split(':')[part] ?? '').padStart(2, '0')).join(':');
  return new Date(isDay(day) ? `${day}T${whole}` : Number.NaN);
}
