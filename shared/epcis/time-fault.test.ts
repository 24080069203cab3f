import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOffset, isTime } from './time.ts';
import { offsetFault, timeFault } from './time-fault.ts';

describe('what is wrong with a time', () => {
  test.each([
    ['2026-02-29T08:00:00Z', 'names no day: 2026-02 has 28 days', 'write the day that is meant'],
    ['2026-04-31T08:00:00Z', 'names no day: 2026-04 has 30 days', 'write the day that is meant'],
    ['2026-04-00T08:00:00Z', 'names no day: 2026-04 has 30 days', 'write the day that is meant'],
    ['2026-13-01T08:00:00Z', 'names month 13, and there are 12', 'write year, month and day, as in 2026-07-22'],
    ['2026-03-01T24:00:00Z', 'names hour 24, and hours end at 23', 'write midnight as 00:00:00 of the next day'],
    ['2026-03-01T25:00:00Z', 'names hour 25, and hours end at 23', 'write hours from 00 to 23'],
    ['2026-03-01T08:60:00Z', 'names minute 60, and minutes end at 59', 'write minutes from 00 to 59'],
    ['2026-03-01T08:00:60Z', 'names second 60, and seconds end at 59', 'write a leap second as 59'],
    ['2026-03-01T08:00:00+14:30', 'has the offset +14:30, which is beyond ±14:00', 'write an offset such as +01:00'],
    ['2026-03-01T08:00:00-01:60', 'has the offset -01:60, and minutes end at 59', 'write an offset such as +01:00'],
    [
      '2026-03-01T08:00:00',
      'is not a date and time with a zone',
      'add Z for UTC, or an offset: 2026-03-01T08:00:00Z, 2026-03-01T08:00:00+01:00',
    ],
    ['2026-03-01', 'is a date without a time', 'add time and zone, as in 2026-03-01T09:30:00Z'],
    ['2026-03-01Z', 'is a date without a time', 'add time and zone, as in 2026-03-01T09:30:00Z'],
    ['2026-03-01T08:00Z', 'has no seconds', 'write it like 2026-07-22T09:30:00Z'],
    ['2026-03-01 08:00:00Z', 'has no T between date and time', 'write it like 2026-07-22T09:30:00Z'],
    ['2026-03-01t08:00:00z', 'has small letters for T or Z', 'write it like 2026-07-22T09:30:00Z'],
    ['2026-03-01T08:00:00+0100', 'has an offset without a colon', 'write an offset such as +01:00'],
    ['2026-03-01T08:00:00,5Z', 'has a comma before the fraction of a second', 'write a point'],
    ['22-07-2026', 'is not a date and time with a zone', 'write it like 2026-07-22T09:30:00Z'],
    ['yesterday', 'is not a date and time with a zone', 'write it like 2026-07-22T09:30:00Z'],
    ['', 'is not a date and time with a zone', 'write it like 2026-07-22T09:30:00Z'],
  ])('%s %s', (text, wrong, remedy) => {
    expect(isTime(text)).toBe(false);
    expect(timeFault(text)).toEqual({ wrong, remedy });
  });

  test('is told of every text, however long', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(timeFault(text).wrong).not.toBe('');
        expect(offsetFault(text).wrong).not.toBe('');
      }),
    );
    expect(timeFault('2026-03-01T08:00:00.'.padEnd(1_000_000, '1')).wrong).toContain('zone');
  });
});

describe('what is wrong with an offset', () => {
  test.each([
    ['+15:00', 'is beyond ±14:00'],
    ['-14:01', 'is beyond ±14:00'],
    ['+05:60', 'has 60 minutes, and minutes end at 59'],
    ['Z', 'is the zone of a time, not an offset ±HH:MM'],
    ['+0100', 'is not an offset ±HH:MM'],
    ['1:00', 'is not an offset ±HH:MM'],
    ['Europe/Berlin', 'is not an offset ±HH:MM'],
  ])('%s %s', (text, wrong) => {
    expect(isOffset(text)).toBe(false);
    expect(offsetFault(text)).toEqual({ wrong, remedy: 'write it like +01:00; UTC is +00:00' });
  });
});
