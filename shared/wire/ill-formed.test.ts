import { expect, test } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { readJsonText } from './read-json-text.ts';

const limits = { depth: 8, length: 1000 };

test.each([
  ['{"a":["x","\\ud800"]}', '/a/1'],
  ['{"a":{"\\udc00b":1}}', '/a'],
  ['{"a":"\ud83d"}', '/a'],
])('%j is refused where half a character stands', (text, at) => {
  expect(readJsonText(text, limits)).toMatchObject({ refused: 'malformed', at });
});

test('a whole pair, escaped or not, is a character like any other', () => {
  expect(isRefusal(readJsonText('{"a":"\\ud83d\\ude00 😀"}', limits))).toBe(false);
});
