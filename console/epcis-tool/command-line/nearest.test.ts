import { expect, test } from 'vitest';
import { nearest } from './nearest.ts';

const commands = ['hash', 'validate', 'convert', 'inspect'];

test.each([
  ['vaildate', 'validate'],
  ['valid', 'validate'],
  ['convertt', 'convert'],
  ['covnert', 'convert'],
  ['hsah', 'hash'],
  ['insect', 'inspect'],
  ['hash', 'hash'],
])('%s was meant to be %s', (word, meant) => {
  expect(nearest(word, commands)).toBe(meant);
});

test.each(['', 'x', 'deploy', 'checksum', 'zzzzzzzz'])('"%s" is like none of them', (word) => {
  expect(nearest(word, commands)).toBeUndefined();
});

test('of nothing, nothing is near', () => {
  expect(nearest('hash', [])).toBeUndefined();
});
