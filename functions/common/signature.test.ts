import { describe, expect, test } from 'vitest';
import { Refused } from './refused.ts';
import { digestOf, signatureOf } from './signature.ts';

const now = new Date('2026-03-01T10:00:00Z');
const seconds = now.getTime() / 1000;
const person = { caller: 'quinn', name: 'Quinn Quality', person: true, authTime: seconds - 10 };
const sign = (who: Partial<typeof person>, signed: unknown = { lot: 'LOT1' }) =>
  signatureOf({ ...person, ...who }, { meaning: 'released', reason: 'all is in order' }, signed, now);
const refusalOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return error instanceof Refused ? error.refusal : undefined;
  }
  return undefined;
};

describe('an electronic signature', () => {
  test('says who, when, what it means, and what was signed', () => {
    expect(sign({})).toEqual({
      by: 'quinn',
      name: 'Quinn Quality',
      meaning: 'released',
      reason: 'all is in order',
      at: now.toISOString(),
      authTime: seconds - 10,
      digest: digestOf({ lot: 'LOT1' }),
    });
  });

  test('is bound to what was signed, however its members are ordered', () => {
    expect(sign({}, { a: 1, b: 2 }).digest).toBe(sign({}, { b: 2, a: 1, c: undefined }).digest);
    expect(sign({}, { a: 1 }).digest).not.toBe(sign({}, { a: 2 }).digest);
  });

  test.each([
    ['a machine', { person: false }],
    ['a person who signed in five minutes and a second ago', { authTime: seconds - 301 }],
    ['a token that does not say when', { authTime: Number.NaN }],
    ['a sign-in of the future', { authTime: seconds + 61 }],
  ])('is not given by %s', (_, who) => {
    expect(refusalOf(() => sign(who))).toMatchObject({
      refused: 'signature-needed',
      at: '/signature',
      rule: expect.stringContaining('Part 11'),
      remedy: expect.stringContaining('sign in'),
    });
  });
});
