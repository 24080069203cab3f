import { describe, expect, test } from 'vitest';
import { quote } from './quote.ts';

describe('a quoted text', () => {
  test('shows what cannot be seen', () => expect(quote('a\n\x1d"b')).toBe('"a\\n\\u001d\\"b"'));

  test('is cut, so that no message is longer than a line or two', () => {
    expect(quote('A'.repeat(100))).toBe(`"${'A'.repeat(100)}"`);
    expect(quote('A'.repeat(1_000_000))).toBe(`"${'A'.repeat(100)}…"`);
  });
});
