import { expect, test } from 'vitest';
import { tooLarge } from './too-large.ts';

const fact = (numbers: number) => ({ kind: 'commissioned', numbers: Array(numbers).fill('A') });

test.each([
  [{ token: 't', facts: Array(1_001).fill(fact(1)) }, '1001 facts in one message'],
  [{ token: 't', facts: [fact(1_500), fact(501)] }, '2 facts with 2001 identifiers in one message'],
  [{ token: 't', level: 'item', numbers: fact(5_001).numbers }, '5001 numbers in one message'],
])('what is too large is refused before its members are looked at: %#', (body, detail) => {
  expect(tooLarge(body)).toMatchObject({ refused: 'too-large', detail, remedy: expect.any(String) });
});

test.each([[undefined], [null], ['text'], [{ facts: 'none' }], [{ facts: [fact(2_000), null, 7] }]])(
  '%j is left to whoever reads it',
  (body) => expect(tooLarge(body)).toBeUndefined(),
);
