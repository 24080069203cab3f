import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { textDecoder } from './decode-text.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, bigEndian: boolean) => {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), !bigEndian);
  return new Uint8Array(view.buffer);
};
const joined = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

/** The text of these bytes, sent in pieces of a size. */
function decoded(bytes: Uint8Array, size = bytes.length || 1, charset?: string) {
  const decoder = textDecoder(charset);
  let text = '';
  for (let at = 0; at < bytes.length; at += size) {
    const piece = decoder.write(bytes.subarray(at, at + size));
    if (isRefusal(piece)) return piece;
    text += piece;
  }
  const rest = decoder.end();
  return isRefusal(rest) ? rest : text + rest;
}

describe('the encoding is told', () => {
  test('by the byte order mark, which is no part of the text', () => {
    expect(decoded(joined(new Uint8Array([0xef, 0xbb, 0xbf]), utf8('{"é":1}')))).toBe('{"é":1}');
    expect(decoded(utf16('\ufeff<a>é😀</a>', false))).toBe('<a>é😀</a>');
    expect(decoded(utf16('\ufeff<a>é😀</a>', true))).toBe('<a>é😀</a>');
  });

  test('by the zeros of the first character when UTF-16 came without a mark', () => {
    expect(decoded(utf16('<a/>', false))).toBe('<a/>');
    expect(decoded(utf16('<a/>', true))).toBe('<a/>');
    expect(decoded(utf16('{"a":1}', false))).toBe('{"a":1}');
    expect(decoded(utf16('{"a":1}', true))).toBe('{"a":1}');
  });

  test.each([
    ['ISO-8859-1', [0xe9], 'é'],
    ['iso-8859-15', [0xa4], '€'],
    ['windows-1252', [0x80], '€'],
    ['windows-1251', [0xc6], 'Ж'],
    ['Shift_JIS', [0x93, 0xfa], '日'],
    ['GB18030', [0xd6, 0xd0], '中'],
    ['UTF-8', [0xc3, 0xa9], 'é'],
  ])('by the XML declaration: %s', (name, bytes, text) => {
    const before = `<?xml version="1.0" encoding='${name}' standalone="no"?><a>`;
    const all = joined(utf8(before), new Uint8Array(bytes), utf8('</a>'));
    expect(decoded(all)).toBe(`${before}${text}</a>`);
    expect(decoded(all, 1)).toBe(`${before}${text}</a>`);
  });

  test('a declaration of UTF-16 in single bytes means UTF-8: exports of databases say so', () => {
    const text = '<?xml version="1.0" encoding="utf-16"?><a>é</a>';
    expect(decoded(utf8(text))).toBe(text);
  });

  test('the mark counts more than the declaration', () => {
    const text = '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>';
    expect(decoded(utf16(`\ufeff${text}`, false))).toBe(text);
  });

  test('the word encoding elsewhere in a document says nothing', () => {
    const text = '<?xml version="1.0"?><a encoding="koi8-r">é</a>';
    expect(decoded(utf8(text))).toBe(text);
  });

  test('and can be asked for', () => {
    const decoder = textDecoder();
    expect(decoder.encoding()).toBeUndefined();
    decoder.write(utf8('<?xml version="1.0" encoding="latin1"?><a/>'));
    decoder.end();
    expect(decoder.encoding()).toBe('windows-1252');
  });
});

describe('an encoding that the bytes contradict', () => {
  const xml = (encoding: string, text: string) => `<?xml version="1.0" encoding="${encoding}"?><a>${text}</a>`;

  test.each([
    ['ISO-8859-1', 'Köln'],
    ['windows-1252', '€'],
    ['KOI8-R', 'Ж'],
    ['Shift_JIS', '日本語名'],
  ])('%s of UTF-8 is refused where the first character beyond ASCII stands, not misread', (encoding, text) => {
    const before = xml(encoding, 'x'.repeat(5000)).replace('</a>', '');
    for (const size of [1, 1000, 100_000])
      expect(decoded(utf8(`${before}${text}</a>`), size)).toMatchObject({
        refused: 'malformed',
        at: `byte ${before.length + (text === 'Köln' ? 1 : 0)}`,
        rule: 'XML 1.0 §4.3.3',
        remedy: expect.stringContaining('UTF-8'),
      });
  });

  test('is not seen where bytes are what they are said to be, though some would be UTF-8', () => {
    const bytes = joined(
      utf8(xml('ISO-8859-1', '').replace('</a>', '')),
      new Uint8Array([0xab, 0xdc, 0xbb]),
      utf8('</a>'),
    );
    expect(decoded(bytes)).toContain('«Ü»');
  });

  test('the charset beside the document counts more than the declaration', () => {
    const text = xml('ISO-8859-1', 'é');
    expect(decoded(utf8(text), 10, 'utf-8')).toBe(text);
    const latin = joined(utf8('<a>'), new Uint8Array([0xe9]), utf8('</a>'));
    expect(decoded(latin, 10, 'iso-8859-1')).toBe('<a>é</a>');
    expect(decoded(utf8('<a>é</a>'), 100, 'iso-8859-1')).toMatchObject({ refused: 'malformed', at: 'byte 3' });
    expect(decoded(utf8('<a/>'), 10, 'us-ascii')).toBe('<a/>');
    expect(decoded(utf16('\ufeff<a/>', true), 10, 'UTF-16')).toBe('<a/>');
  });

  test.each([
    ['utf-16', utf8('<a>é</a>')],
    ['utf-8', utf16('<a>é</a>', false)],
    ['utf-16le', utf16('\ufeff<a/>', true)],
    ['iso-8859-1', joined(new Uint8Array([0xef, 0xbb, 0xbf]), utf8('<a/>'))],
  ])('charset %s is refused for bytes that begin as another', (charset, bytes) => {
    expect(decoded(bytes, 10, charset)).toMatchObject({
      refused: 'unsupported-media',
      at: 'Content-Type',
      rule: 'RFC 7303 §3',
      remedy: expect.stringContaining('charset='),
    });
  });

  test('a charset that nobody decodes is refused', () => {
    expect(decoded(utf8('<a/>'), 10, 'IBM037')).toMatchObject({ refused: 'unsupported-media' });
  });
});

describe('pieces', () => {
  test('a text survives being cut anywhere, in every encoding that has a mark', () => {
    return fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.integer({ min: 1, max: 7 }), (text, size) => {
        // No document has a zero behind its first character, except in UTF-16.
        const whole = text.isWellFormed() ? `<a${text}` : '<a';
        expect(decoded(utf8(whole), size)).toBe(whole);
        expect(decoded(utf16(`\ufeff${whole}`, false), size)).toBe(whole);
        expect(decoded(utf16(`\ufeff${whole}`, true), size)).toBe(whole);
      }),
    );
  });

  test('a zero width no-break space at the beginning of a piece is part of the text', () => {
    const decoder = textDecoder();
    const text = `<${'a'.repeat(2000)}`;
    expect(decoder.write(utf8(text))).toBe(text);
    expect(decoder.write(utf8('\ufeffb'))).toBe('\ufeffb');
  });

  test('the buffer a piece came in may be reused', () => {
    const decoder = textDecoder();
    const buffer = utf8(`<${'a'.repeat(2000)}é`);
    const first = decoder.write(buffer.subarray(0, buffer.length - 1));
    const last = buffer.slice(-1);
    buffer.fill(0);
    expect(`${first}${decoder.write(last)}`).toBe(`<${'a'.repeat(2000)}é`);
  });

  test('nothing at all is an empty text', () => {
    expect(decoded(new Uint8Array())).toBe('');
  });
});

describe('bytes that are no text are refused with their offset', () => {
  const long = 'x'.repeat(3000);
  test.each([
    ['a stray continuation', [0x80], 0],
    ['an overlong slash', [0xc0, 0xaf], 0],
    ['a character cut short by another', [0xe2, 0x82, 0x41], 0],
    ['half a surrogate pair', [0xed, 0xa0, 0x80], 0],
    ['beyond Unicode', [0xf5, 0x80, 0x80, 0x80], 0],
    ['latin-1 without a declaration', [0x61, 0xe9, 0x62], 1],
  ])('%s in UTF-8', (_, bytes, offset) => {
    for (const before of ['', 'é', long, `${long}é`]) {
      const start = utf8(before).length;
      for (const size of [1, 2, 1000, 100_000])
        expect(decoded(joined(utf8(before), new Uint8Array(bytes), utf8('abc')), size)).toMatchObject({
          refused: 'malformed',
          at: `byte ${start + offset}`,
        });
    }
  });

  test('a lone surrogate in UTF-16, its mark counted', () => {
    expect(decoded(utf16('\ufeff<a>\ud800b', false))).toMatchObject({ at: 'byte 8' });
    expect(decoded(utf16('\ufeff<a>\udc00b', true))).toMatchObject({ at: 'byte 8' });
  });

  test('an end within a character', () => {
    expect(decoded(utf8('{"é').subarray(0, 3))).toMatchObject({ refused: 'malformed', at: 'byte 2' });
    expect(decoded(utf16('\ufeff<a', false).subarray(0, 5))).toMatchObject({ refused: 'malformed', at: 'byte 4' });
  });

  test('and nothing is taken after them', () => {
    const decoder = textDecoder();
    expect(decoder.write(utf8(long))).toBe(long);
    expect(decoder.write(new Uint8Array([0xff]))).toMatchObject({ at: 'byte 3000' });
    expect(decoder.write(utf8('good'))).toMatchObject({ at: 'byte 3000' });
    expect(decoder.end()).toMatchObject({ at: 'byte 3000' });
  });
});

describe('an encoding that nobody decodes is refused, with those that are taken', () => {
  test.each(['UTF-7', 'IBM037', 'no-such', 'x'.repeat(500)])('%s', (name) => {
    const answer = decoded(utf8(`<?xml version="1.0" encoding="${name}"?><a/>`));
    expect(answer).toMatchObject({ refused: 'unsupported-media', remedy: expect.stringContaining('UTF-16') });
    expect(isRefusal(answer) && answer.detail.length).toBeLessThan(100);
  });

  test.each([
    ['little', [0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0]],
    ['big', [0, 0, 0xfe, 0xff, 0, 0, 0, 0x3c]],
    ['little, without a mark', [0x3c, 0, 0, 0]],
    ['big, without a mark', [0, 0, 0, 0x3c]],
  ])('UTF-32, %s end first', (_, bytes) => {
    expect(decoded(new Uint8Array(bytes))).toMatchObject({ refused: 'unsupported-media' });
  });
});
