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

test('of none there is no level', () => expect(countLevels([], levels)).toEqual([]));
