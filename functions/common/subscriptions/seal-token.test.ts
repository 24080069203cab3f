import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskToken, openToken, sealToken } from './seal-token.ts';

const root = new Uint8Array(64).fill(7);
const mine = { tenant: 'acme', subscriptionId: 's1' };

test('a sealed secret opens again', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (token) => {
      expect(openToken(root, mine, sealToken(root, mine, token))).toBe(token);
    }),
  );
});

test('it opens for no other subscription, tenant or root secret', () => {
  const sealed = sealToken(root, mine, 'secret');
  expect(() => openToken(root, { ...mine, subscriptionId: 's2' }, sealed)).toThrow();
  expect(() => openToken(root, { ...mine, tenant: 'other' }, sealed)).toThrow();
  expect(() => openToken(new Uint8Array(64).fill(8), mine, sealed)).toThrow();
});

test('sealing twice does not show that it is the same', () =>
  expect(sealToken(root, mine, 'secret')).not.toBe(sealToken(root, mine, 'secret')));

test('what is shown of a secret does not give it away', () => {
  expect(maskToken('short')).toBe('***');
  expect(maskToken('a-secret-of-some-length')).toBe('***gth');
});
