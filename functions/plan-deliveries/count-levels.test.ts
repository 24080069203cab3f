import { expect, test } from 'vitest';
import { countLevels } from './count-levels.ts';

const known = new Map([
  ['case 1', { level: 1, holds: 300 }],
  ['case 2', { level: 1, holds: 320 }],
  ['pallet', { level: 2, holds: 2 }],
  ['container', { level: 4, holds: 1 }],
]);

test('containers are counted by level, the lowest first, with what the fullest holds', () =>
  expect(countLevels(['case 1', 'case 2', 'pallet', 'container'], known)).toEqual({
    levels: [2, 1, 0, 1],
    largest: [320, 2, 0, 1],
  }));

test('of none there is no level', () => expect(countLevels([], known)).toEqual({ levels: [], largest: [] }));
