import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { date, daysIn, longDate, monthOrDate, numberAt, time } from './date-rules.ts';

const whole = (value: string) => [value, 0, value.length] as const;

describe('dates of six digits', () => {
  test.each(['280331', '000229', '240229', '991231', '280430'])('%s is one', (value) =>
    expect(date(...whole(value))).toBeUndefined(),
  );

  test.each([
    ['280001', 2],
    ['281301', 2],
    ['280300', 4],
    ['280332', 4],
    ['280431', 4],
    ['270229', 4],
    ['280230', 4],
  ])('%s is none, at %d', (value, offset) => expect(date(...whole(value))).toMatchObject({ offset }));

  test('the day may be open where the rule says so, the month never', () => {
    expect(monthOrDate(...whole('280200'))).toBeUndefined();
    expect(monthOrDate(...whole('280000'))).toMatchObject({ offset: 2 });
    expect(monthOrDate(...whole('280132'))).toMatchObject({ offset: 4 });
  });

  test('an open day where none may be is answered with what to do', () =>
    expect(date(...whole('280300'))).toMatchObject({ remedy: expect.stringContaining('day') }));

  test('offsets count from the beginning of the value', () =>
    expect(date('280331280232', 6, 12)).toMatchObject({ offset: 10 }));

  test('agree with the calendar', () => {
    const two = fc.integer({ min: 0, max: 99 }).map((value) => String(value).padStart(2, '0'));
    return fc.assert(
      fc.property(two, two, two, (year, month, day) => {
        const made = new Date(Date.UTC(2000 + Number(year), Number(month) - 1, Number(day)));
        const real = made.getUTCMonth() + 1 === Number(month) && made.getUTCDate() === Number(day);
        expect(date(...whole(year + month + day)) === undefined).toBe(real);
      }),
    );
  });
});

describe('other dates and times', () => {
  test('eight digits have a year in full', () => {
    expect(longDate(...whole('20000229'))).toBeUndefined();
    expect(longDate(...whole('19000229'))).toMatchObject({ offset: 6 });
    expect(longDate(...whole('19001301'))).toMatchObject({ offset: 4 });
  });

  test('hours end at 23, minutes at 59', () => {
    expect(time(...whole('2359'))).toBeUndefined();
    expect(time(...whole('2400'))).toMatchObject({ offset: 0 });
    expect(time(...whole('2360'))).toMatchObject({ offset: 2 });
  });

  test('a century is a leap year when four hundred divide it', () =>
    expect([1900, 2000, 2023, 2024, 2100].map((year) => daysIn(year, 2))).toEqual([28, 29, 28, 29, 28]));

  test('digits become a number without their zeros', () => expect(numberAt('x0072x', 1, 5)).toBe(72));
});
