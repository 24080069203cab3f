import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runSchedule } from './run-schedule.ts';
import { readSchedule } from './schedule-expression.ts';

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-22T17:00:00Z') }));
afterEach(() => void vi.useRealTimers());

test('a rate fires again and again, until it is stopped', () => {
  const fired: string[] = [];
  const running = runSchedule(readSchedule('rate(1 minute)'), (at) => fired.push(at.toISOString()));
  vi.advanceTimersByTime(180_000);
  running.stop();
  vi.advanceTimersByTime(180_000);
  expect(fired).toEqual(['2026-11-22T17:01:00.000Z', '2026-11-22T17:02:00.000Z', '2026-11-22T17:03:00.000Z']);
});

test('a run further away than a timer reaches comes at its time', () => {
  const fired: string[] = [];
  const running = runSchedule(readSchedule('cron(0 0 1 2 ? *)'), () => fired.push(new Date().toISOString()));
  vi.advanceTimersByTime(100 * 86_400_000);
  running.stop();
  expect(fired).toEqual(['2027-02-01T00:00:00.000Z']);
});

test('runs missed while the machine slept are left out', () => {
  const fired: string[] = [];
  const running = runSchedule(readSchedule('rate(1 minute)'), () => fired.push(new Date().toISOString()));
  vi.setSystemTime(new Date('2026-11-22T20:00:10Z'));
  vi.advanceTimersByTime(60_000);
  vi.advanceTimersByTime(60_000);
  running.stop();
  expect(fired).toHaveLength(2);
});

test('a schedule without a further run does nothing', () => {
  const running = runSchedule(readSchedule('at(2020-01-01T00:00:00)'), () => expect.unreachable());
  expect(vi.getTimerCount()).toBe(0);
  running.stop();
});
