import { expect, test } from 'vitest';
import { datesIn } from './dates-in.ts';
import { formatsOf } from './formats.ts';

test.each([
  ['en', ['en-GB', 'en'], '30/11/2026, 19:08:19 GMT+1'],
  ['en', ['en-US', 'en'], '11/30/2026, 07:08:19 PM GMT+1'],
  ['en', ['en', 'en-IE'], '30/11/2026, 19:08:19 GMT+1'],
  ['en', ['de-DE', 'de', 'en-US', 'en'], '2026-11-30, 19:08:19 GMT+1'],
  ['en', ['en-US@posix'], '2026-11-30, 19:08:19 GMT+1'],
  ['en', [], '2026-11-30, 19:08:19 GMT+1'],
  ['de', ['en-GB'], '30.11.2026, 19:08:19 GMT+1'],
])('in %s in a browser that speaks %s a moment is written as it is read there', (language, ofBrowser, words) => {
  const { moment } = formatsOf(language, { dates: datesIn(language, ofBrowser), timeZone: 'Europe/Berlin' });
  expect(moment('2026-11-30T18:08:19Z').replaceAll(/\s/g, ' ')).toBe(words);
});

test('days without a year have the month first as well where no country is told', () => {
  const now = () => new Date('2026-12-05T12:00:00Z');
  const { since, number } = formatsOf('en', { dates: datesIn('en', ['fr-FR']), timeZone: 'UTC', now });
  expect(since('2026-12-04T18:08:00Z').replaceAll(/\s/g, ' ')).toBe('12-04, 18:08 GMT+0');
  expect(number(1_200)).toBe('1,200');
});
