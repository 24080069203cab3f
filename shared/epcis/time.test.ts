import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantOf, isOffset, isTime, utcMilliseconds } from './time.ts';

describe('a time', () => {
  test.each([
    '2026-03-01T09:30:00Z',
    '2026-03-01T09:30:00.123456789+14:00',
    '2024-02-29T00:00:00-13:59',
    '0099-12-31T23:59:59Z',
    '9999-12-31T23:59:59.9999Z',
    '0000-01-01T00:00:00Z',
  ])('%s is one', (text) => expect(isTime(text)).toBe(true));

  test.each([
    '2026-03-01T09:30:00',
    '2026-03-01',
    '2026-02-29T09:30:00Z',
    '2026-04-31T09:30:00Z',
    '2026-03-01T24:00:00Z',
    '2026-03-01T09:60:00Z',
    '2026-03-01 09:30:00Z',
    '2026-03-01T09:30:00+14:01',
    '2026-03-01T09:30:00+0100',
    '22-07-2026',
  ])('%s is none', (text) => expect(isTime(text)).toBe(false));

  test.each(['+00:00', '-06:00', '+14:00', '-13:59'])('%s is an offset', (text) => expect(isOffset(text)).toBe(true));
  test.each(['Z', '1:00', '+1:00', '+14:01', '+15:00', '+05:60'])('%s is no offset', (text) =>
    expect(isOffset(text)).toBe(false),
  );
});

describe('the hash spelling of a time', () => {
  test.each([
    ['2005-04-03T20:33:31.116000-06:00', '2005-04-04T02:33:31.116Z'],
    ['2023-02-02T11:04:03.1415Z', '2023-02-02T11:04:03.142Z'],
    ['2023-02-02T11:04:03.1414999Z', '2023-02-02T11:04:03.141Z'],
    ['2023-12-31T23:59:59.9996Z', '2024-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.9999Z', '9999-12-31T23:59:59.999Z'],
    ['2026-03-01T09:30:00+05:45', '2026-03-01T03:45:00.000Z'],
  ])('of %s is %s', (time, expected) => expect(utcMilliseconds(time)).toBe(expected));

  test('does not depend on the zone', () => {
    const instant = fc.date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(instant, fc.integer({ min: -839, max: 839 }), (date, minutes) => {
        const local = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, -1);
        const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
        const zone = `${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
        expect(utcMilliseconds(local + zone)).toBe(date.toISOString());
        expect(instantOf(local + zone)).toBe(date.getTime());
      }),
    );
  });

  test('instants tell times apart that differ by a microsecond', () => {
    expect(instantOf('2026-03-01T09:30:00.000002Z')).toBeGreaterThan(instantOf('2026-03-01T09:30:00.000001Z'));
  });
});
