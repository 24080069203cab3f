import * as v from 'valibot';
import { expect, test } from 'vitest';
import { issueInWords } from './issue-words.ts';

const shape = v.strictObject({
  command: v.picklist(['start', 'hold']),
  count: v.pipe(v.number(), v.integer(), v.maxValue(5)),
  words: v.optional(v.pipe(v.string(), v.maxLength(3))),
  own: v.optional(v.pipe(v.string(), v.regex(/^a$/, 'must be an a'))),
});
const good = { command: 'start', count: 1 };

test.each<[object, string]>([
  [{ ...good, color: 1 }, 'there is no member "color"'],
  [{ count: 1 }, '"command" is missing'],
  [{ ...good, command: 'stop' }, 'must be one of "start", "hold"'],
  [{ ...good, count: 'x' }, 'must be a number'],
  [{ ...good, count: 1.5 }, 'must be a whole number'],
  [{ ...good, count: 7 }, 'must be 5 at most'],
  [{ ...good, words: 'long' }, 'is 4 long, and may be 3 at most'],
  [{ ...good, own: 'b' }, 'must be an a'],
])('%j is told: %s', (body, words) => {
  const { issues } = v.safeParse(shape, body);
  expect(issues?.[0] && issueInWords(issues[0])).toBe(words);
});
