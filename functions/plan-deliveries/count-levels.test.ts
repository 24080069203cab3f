import { expect, test } from 'vitest';
import { countLevels } from './count-levels.ts';

const levels = new Map([
  ['case 1', 1],
  ['case 2', 1],
  ['pallet', 2],
  ['container', 4],
]);

test('containers are counted by level, the lowest first', () =>
  expect(countLevels(['case 1', 'case 2', 'pallet', 'container'], levels)).toEqual([2, 1, 0, 1]));

test('one that is not known any more stays where it stood', () => {
  expect(countLevels(['case 1', 'gone', 'pallet', 'gone'], levels)).toEqual([2, 2]);
  expect(countLevels(['gone'], levels)).toEqual([1]);
  expect(countLevels([], levels)).toEqual([]);
});
