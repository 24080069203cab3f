import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePercent, encodeForLink, encodeForUrn } from './percent-encoding.ts';

/** Every printable ASCII character but the space. */
const printable = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at)).join('');

describe('percent-encoding', () => {
  test('a link leaves letters, digits and four marks bare', () =>
    expect(encodeForLink(printable)).toBe(
      '%21%22%23%24%25%26%27%28%29%2A%2B%2C-.%2F0123456789%3A%3B%3C%3D%3E%3F%40ABCDEFGHIJKLMNOPQRSTUVWXYZ%5B%5C%5D%5E_%60abcdefghijklmnopqrstuvwxyz%7B%7C%7D~',
    ));

  test('a URN escapes eight characters', () =>
    expect(encodeForUrn('!"#%&\'()*+,-./:;<=>?_')).toBe("!%22%23%25%26'()*+,-.%2F:;%3C=%3E%3F_"));

  test('small and capital hexadecimal digits are read alike', () => {
    expect(decodePercent('a%2fb')).toBe('a/b');
    expect(decodePercent('a%2Fb')).toBe('a/b');
  });

  test('an escape is decoded once', () => expect(decodePercent('%252F')).toBe('%2F'));

  test.each(['%', '%2', '%zz', 'a%', '%%', '%2%2F', '%G0'])('%s is no escape', (text) =>
    expect(decodePercent(text)).toBeUndefined(),
  );

  test('beyond ASCII it is UTF-8', () => {
    expect(encodeForLink('€')).toBe('%E2%82%AC');
    expect(decodePercent('%e2%82%ac😀')).toBe('€😀');
    expect(encodeForLink('a\ud83d')).toBe('a%EF%BF%BD');
  });

  test.each(['%E2%82', '%E9', '%80', '%ED%A0%BD', '%FF'])('%s is no character in UTF-8', (text) =>
    expect(decodePercent(text)).toBeUndefined(),
  );

  test('every text survives both encodings', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(decodePercent(encodeForLink(text))).toBe(text);
        expect(decodePercent(encodeForUrn(text))).toBe(text);
      }),
    ));
});
