import { describe, expect, test } from 'vitest';
import { readSchedule } from './schedule-expression.ts';

const next = (expression: string, after: string) => readSchedule(expression)(new Date(after))?.toISOString();

describe('the next run', () => {
  test.each([
    ['rate(1 minute)', '2026-11-22T17:00:30Z', '2026-11-22T17:01:30.000Z'],
    ['rate(5 hours)', '2026-11-22T20:00:00Z', '2026-11-23T01:00:00.000Z'],
    ['rate(2 days)', '2026-11-22T20:00:00Z', '2026-11-24T20:00:00.000Z'],
    ['cron(0 2 * * ? *)', '2026-11-22T02:00:00Z', '2026-11-23T02:00:00.000Z'],
    ['cron(0 2 * * ? *)', '2026-11-22T01:59:59Z', '2026-11-22T02:00:00.000Z'],
    ['cron(0/15 * * * ? *)', '2026-11-22T17:46:00Z', '2026-11-22T18:00:00.000Z'],
    ['cron(30 8-10/2 ? * MON-FRI *)', '2026-11-22T17:00:00Z', '2026-11-23T08:30:00.000Z'],
    ['cron(0 12 1,15 JAN,JUL ? *)', '2026-11-22T17:00:00Z', '2027-01-01T12:00:00.000Z'],
    ['cron(0 0 29 2 ? *)', '2026-11-22T17:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['cron(0 0 ? * 1 2030)', '2026-11-22T17:00:00Z', '2030-01-06T00:00:00.000Z'],
    ['at(2027-01-31T08:00:00)', '2026-11-22T17:00:00Z', '2027-01-31T08:00:00.000Z'],
  ])('of %s after %s is %s', (expression, after, wanted) => {
    expect(next(expression, after)).toBe(wanted);
  });

  test('is none when there is none any more', () => {
    expect(next('at(2020-01-01T00:00:00)', '2026-11-22T17:00:00Z')).toBeUndefined();
    expect(next('cron(0 0 1 1 ? 2020)', '2026-11-22T17:00:00Z')).toBeUndefined();
    expect(next('cron(0 0 31 2 ? *)', '2026-11-22T17:00:00Z')).toBeUndefined();
  });
});

describe('what is no schedule', () => {
  test.each([
    'every minute',
    'rate(0 minutes)',
    'rate(5 weeks)',
    'at(tomorrow)',
    'cron(0 2 * * *)',
    'cron(0 2 * * * *)',
    'cron(0 2 ? * ? *)',
    'cron(60 2 * * ? *)',
    'cron(0 0 L * ? *)',
    'cron(0 0 ? * 2#1 *)',
    'cron(0/x 0 * * ? *)',
  ])('%s is refused and named', (expression) => {
    expect(() => readSchedule(expression)).toThrow(expression);
  });
});
