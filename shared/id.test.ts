import * as v from 'valibot';
import { expect, test } from 'vitest';
import { id } from './id.ts';

test.each(['order-1', 'a', '.a', 'A.b_c:d-9', 'x'.repeat(64)])('%s is a name', (text) => {
  expect(v.parse(id, text)).toBe(text);
});

test.each(['', '.', '..', '...', 'a/b', 'a b', 'ä', 'x'.repeat(65), 'a\n'])('%j is none', (text) => {
  expect(v.safeParse(id, text)).toMatchObject({ success: false });
});
