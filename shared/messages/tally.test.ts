import * as v from 'valibot';
import { expect, test } from 'vitest';
import { tally } from './tally.ts';

test('counts under words that JavaScript has a meaning for are kept', () => {
  const counts = JSON.parse('{"__proto__":2,"constructor":1,"torn":3}');
  expect(v.parse(tally, counts)).toEqual({ '"__proto__"': 2, '"constructor"': 1, torn: 3 });
});

test.each([[{ torn: -1 }], [{ torn: 0.5 }], [{ torn: '1' }], [null]])('%j are no counts by words', (counts) => {
  expect(v.is(tally, counts)).toBe(false);
});
