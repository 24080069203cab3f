import { expect, test } from 'vitest';
import { typedDay, wrongDay } from './typed-day.ts';

test.each(['2029-02-31', '2029-13-01', '2027-02-29', '2029-00-10'])(
  '%s stays what was typed, and is refused',
  (typed) => {
    expect(typedDay(typed)).toBe(typed);
    expect(wrongDay(typed)).toBe(`${typed} is no day of the calendar`);
  },
);

test('a day without its dashes is that day, and one that is still typed is not judged', () => {
  expect(['20290228', '2029/02/28', ' 2029-02-28 '].map(typedDay)).toEqual(Array(3).fill('2029-02-28'));
  expect(['2029-02-28', '2028-02-29', '2029-0', ''].map(wrongDay)).toEqual(Array(4).fill(undefined));
  expect(typedDay('2029-02-3')).toBe('2029-02-3');
});
