import { expect, test } from 'vitest';
import { mustProveFirst } from './must-prove-first.ts';

const provedAt = 1_700_000_000;
const after = (seconds: number) => mustProveFirst(provedAt, (provedAt + seconds) * 1_000);

test('who proved who he is long ago is asked for it before he writes, and who did so just now is not', () => {
  expect(after(10)).toBe(false);
  expect(after(200)).toBe(false);
  // There would be no time left to write a reason.
  expect(after(250)).toBe(true);
  expect(after(3_600)).toBe(true);
});

test('where nobody knows when it was, the server decides', () => {
  expect(mustProveFirst(undefined, Date.now())).toBe(false);
});

test('who comes back from the sign-in page writes by any clock, and who gave that up long ago is asked again', () => {
  const late = (provedAt + 3_600) * 1_000;
  const sent = (secondsAgo: number) => mustProveFirst(provedAt, late, late - secondsAgo * 1_000);
  expect(sent(20)).toBe(false);
  expect(sent(3_600)).toBe(true);
});
