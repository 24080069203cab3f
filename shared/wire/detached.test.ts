import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detached } from './detached.ts';

test('the text is the same', () => {
  return fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.nat(20), (text, from) => {
      expect(detached(text.slice(from))).toBe(text.slice(from));
    }),
  );
});
