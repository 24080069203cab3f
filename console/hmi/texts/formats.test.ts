import { expect, test } from 'vitest';
import { formatsOf } from './formats.ts';

const now = () => new Date('2026-11-30T23:30:00Z');

test.each([
  ['en', 'Europe/Berlin', '2026-11-30T23:05:00Z', '12:05 AM GMT+1'],
  ['en', 'Europe/Berlin', '2026-11-30T22:05:00Z', '11/30, 11:05 PM GMT+1'],
  ['de', 'UTC', '2026-11-30T13:05:00Z', '13:05 GMT+0'],
  ['de', 'Europe/Berlin', '2026-11-29T13:05:00Z', '29.11., 14:05 GMT+1'],
  ['zh-Hans', 'Asia/Shanghai', '2026-12-01T00:05:00Z', 'GMT+8 08:05'],
])('in %s at %s what is since %s is since %s', (language, zone, iso, words) => {
  const since = formatsOf(language, { timeZone: zone, now }).since(iso);
  expect(since.replaceAll(/\s/g, ' ')).toBe(words);
});

test('what is no time stays as it was told', () => expect(formatsOf('en').since('once')).toBe('once'));
