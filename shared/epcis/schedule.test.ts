import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal, type Refusal } from '../refusal.ts';
import { nextFire, readSchedule, type Schedule, scheduleAt } from './schedule.ts';

function read(value: unknown): Schedule {
  const schedule = readSchedule(value);
  if (isRefusal(schedule)) throw new Error(schedule.detail);
  return schedule;
}
function refused(value: unknown): Refusal {
  const schedule = readSchedule(value);
  if (isRefusal(schedule)) return schedule;
  throw new Error('was taken');
}
const after = (value: unknown, at: string) => {
  const next = nextFire(read(value), Date.parse(at));
  return next === undefined ? undefined : new Date(next).toISOString();
};

describe('a schedule fires', () => {
  test.each([
    ['each hour on the hour', { minute: '0' }, '2026-03-01T10:00:00Z', '2026-03-01T11:00:00.000Z'],
    ['at second 0 when none is given', { minute: '5', hour: '7' }, '2026-03-01T10:00:00Z', '2026-03-02T07:05:00.000Z'],
    ['each minute of an hour', { hour: '7' }, '2026-03-01T07:00:00Z', '2026-03-01T07:01:00.000Z'],
    ['each minute of a day', { dayOfMonth: '2' }, '2026-03-01T07:00:00Z', '2026-03-02T00:00:00.000Z'],
    ['at some seconds', { second: '1,[10-11]' }, '2026-03-01T10:00:10.999Z', '2026-03-01T10:00:11.000Z'],
    ['on Sundays', { dayOfWeek: '7', hour: '0', minute: '0' }, '2026-03-02T00:00:00Z', '2026-03-08T00:00:00.000Z'],
    [
      'on Monday the 13th only',
      { dayOfWeek: '1', dayOfMonth: '13', hour: '0', minute: '0' },
      '2026-03-01T00:00:00Z',
      '2026-04-13T00:00:00.000Z',
    ],
    [
      'on leap days',
      { dayOfMonth: '29', month: '2', hour: '0', minute: '0' },
      '2026-03-01T00:00:00Z',
      '2028-02-29T00:00:00.000Z',
    ],
    [
      'on a leap day of a weekday, across 2100',
      { dayOfMonth: '29', month: '2', dayOfWeek: '5', hour: '0', minute: '0' },
      '2092-03-01T00:00:00Z',
      '2104-02-29T00:00:00.000Z',
    ],
    [
      'the last second of a year',
      { second: '59', minute: '59', hour: '23', dayOfMonth: '31', month: '12' },
      '2026-12-31T23:59:59Z',
      '2027-12-31T23:59:59.000Z',
    ],
  ])('%s', (_, schedule, at, next) => expect(after(schedule, at)).toBe(next));
});

describe('a schedule is refused', () => {
  test.each([
    ['that is no object', 'daily', ''],
    ['that is a list', [], ''],
    ['without a field', {}, ''],
    ['with a field it does not have', { year: '2026' }, '/year'],
    ['with a number for text', { minute: 5 }, '/minute'],
    ['with a star', { minute: '*' }, '/minute'],
    ['with a step', { minute: '[0-59]/5' }, '/minute'],
    ['with a bare range', { minute: '1-5' }, '/minute'],
    ['with nothing between commas', { minute: '1,,2' }, '/minute'],
    ['with a blank', { minute: '1, 2' }, '/minute'],
    ['with minute 60', { minute: '60' }, '/minute'],
    ['with day 0', { dayOfMonth: '0' }, '/dayOfMonth'],
    ['with weekday 8', { dayOfWeek: '[6-8]' }, '/dayOfWeek'],
    ['with a range that runs backwards', { hour: '[22-2]' }, '/hour'],
  ])('%s', (_, schedule, at) => {
    expect(refused(schedule)).toMatchObject({
      refused: 'bad-subscription',
      at,
      rule: expect.stringContaining('EPCIS'),
    });
  });

  test('that never fires: 30 February', () =>
    expect(refused({ dayOfMonth: '[30-31]', month: '2' })).toMatchObject({ detail: expect.stringContaining('never') }));

  test('at the place where it stands', () => {
    expect(scheduleAt('/schedule', readSchedule({ minute: '*' }))).toMatchObject({ at: '/schedule/minute' });
    expect(isRefusal(scheduleAt('/schedule', readSchedule({ minute: '1' })))).toBe(false);
  });
});

const list = (least: number, most: number) => {
  const number = fc.integer({ min: least, max: most });
  const range = fc.tuple(number, number).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
  const single = number.map((n) => ({ from: n, to: n }));
  return fc.array(fc.oneof(single, range), { minLength: 1, maxLength: 4 });
};
type Parts = readonly { from: number; to: number }[];
const written = (parts: Parts) =>
  parts.map(({ from, to }) => (from === to ? String(from) : `[${from}-${to}]`)).join(',');
const fits = (parts: Parts | undefined, value: number) =>
  parts === undefined || parts.some(({ from, to }) => from <= value && value <= to);

/** Within a few hours of fields of time, and any days: what an oracle can count through. */
const anyParts = fc
  .record(
    {
      second: list(0, 59),
      minute: list(0, 59),
      hour: list(0, 23),
      dayOfMonth: list(1, 31),
      month: list(1, 12),
      dayOfWeek: list(1, 7),
    },
    { requiredKeys: [] },
  )
  .filter((parts) => Object.keys(parts).length > 0);
const anyTime = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2032, 0) });

function matches(parts: Partial<Record<string, Parts>>, ms: number): boolean {
  const at = new Date(ms);
  return (
    (parts['second'] === undefined ? at.getUTCSeconds() === 0 : fits(parts['second'], at.getUTCSeconds())) &&
    fits(parts['minute'], at.getUTCMinutes()) &&
    fits(parts['hour'], at.getUTCHours()) &&
    fits(parts['dayOfMonth'], at.getUTCDate()) &&
    fits(parts['month'], at.getUTCMonth() + 1) &&
    fits(parts['dayOfWeek'], at.getUTCDay() === 0 ? 7 : at.getUTCDay())
  );
}

const textsOf = (parts: Partial<Record<string, Parts>>) =>
  Object.fromEntries(Object.entries(parts).flatMap(([name, one]) => (one ? [[name, written(one)]] : [])));

test('the next time fits every field, lies ahead, and nothing before it fits, second by second', () => {
  fc.assert(
    fc.property(anyParts, anyTime, (parts, from) => {
      const schedule = readSchedule(textsOf(parts));
      if (isRefusal(schedule)) return;
      const next = nextFire(schedule, from);
      expect(next).toBeGreaterThan(from);
      expect(matches(parts, next ?? 0)).toBe(true);
      const end = Math.min(next ?? 0, from + 20_000_000);
      for (let at = Math.floor(from / 1000) * 1000 + 1000; at < end; at += 1000)
        if (matches(parts, at)) throw new Error(`${at} fits`);
      // Further on by the day: a day that fits has a time that fits.
      const days = Math.min(Math.floor(((next ?? 0) - from) / 86_400_000), 2_000);
      for (let day = 1; day < days; day++) {
        const { dayOfMonth, month, dayOfWeek } = parts;
        const noon = (Math.floor(from / 86_400_000) + day) * 86_400_000;
        const dates = { dayOfMonth, month, dayOfWeek };
        if (matches(dates, noon)) throw new Error(`a day before ${next} fits`);
      }
    }),
    { numRuns: 60 },
  );
});

test('what is refused as never firing has no day in a calendar of 28 years and more', () => {
  fc.assert(
    fc.property(list(1, 31), list(1, 12), (dayOfMonth, month) => {
      const schedule = readSchedule(textsOf({ dayOfMonth, month }));
      const days = Array.from({ length: 366 * 29 }, (_, day) => Date.UTC(2020, 0, 1 + day));
      expect(isRefusal(schedule)).toBe(!days.some((day) => matches({ dayOfMonth, month }, day)));
    }),
    { numRuns: 20 },
  );
});

test('any text is read or refused, and never throws', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('minute', 'hour', 'dayOfMonth'),
      fc.stringMatching(/^[0-9,[\]-]{0,12}$/),
      (field, text) => {
        const schedule = readSchedule({ [field]: text });
        if (!isRefusal(schedule)) expect(nextFire(schedule, 0)).toBeGreaterThan(0);
      },
    ),
  );
});
