import { expect, test } from 'vitest';
import { isStandardWord, standardWords } from '../vocabulary.ts';
import { withdrawnWord } from './withdrawn-words.ts';

test.each([
  ['bizStep', 'transforming'],
  ['disposition', 'non_sellable_expired'],
  ['disposition', 'sold'],
] as const)('%s %s was withdrawn, and its successor is a word today', (field, word) => {
  expect(isStandardWord(field, word)).toBe(false);
  expect(isStandardWord(field, withdrawnWord(field, word)?.successor ?? '')).toBe(true);
});

test('no word of today was withdrawn', () => {
  for (const field of ['bizStep', 'disposition'] as const)
    for (const word of standardWords(field)) expect(withdrawnWord(field, word)).toBeUndefined();
});

test.each(['constructor', 'toString', '__proto__', 'transforming'])('%s was never a disposition', (word) =>
  expect(withdrawnWord('disposition', word)).toBeUndefined(),
);
