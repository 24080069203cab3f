import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { base64 } from './base64.ts';
import { chinaTime } from './china-time.ts';
import { codeText, isCodeText, physicTypeOf, serialProblem } from './codes.ts';
import { crc32, gzipStored } from './gzip.ts';

test('a platform code goes as it is, a GS1 code as its element string', () => {
  expect(codeText({ gtin: '09521234000013', serial: '81999990000000003234' })).toBe('81999990000000003234');
  expect(codeText({ gtin: '09521234000013', serial: 'A1B2' })).toBe('010952123400001321A1B2');
  expect(codeText({ sscc: '095212340000000012' })).toBe('00095212340000000012');
});

test.each([
  ['81999990000000003234', true],
  ['8199999000000000323', false],
  ['71999990000000003234', false],
  ['819999900000000032344', false],
  ['010952123400001321A1B2', true],
  ['010952123400001421A1B2', false],
  ['0109521234000013', false],
])('%s is a code of a file: %s', (text, is) => expect(isCodeText(text)).toBe(is));

test('codes that begin with 89 are of specially controlled drugs', () => {
  expect(physicTypeOf('89999990000000003234')).toBe('2');
  expect(physicTypeOf('81999990000000003234')).toBe('3');
  expect(physicTypeOf('010952123400001321A1B2')).toBe('3');
});

test('a product with an identity of the platform takes none but its codes', () => {
  expect(serialProblem('A1B2', '/serials/0', 'platform')).toMatchObject({
    at: '/serials/0',
    remedy: expect.any(String),
  });
  expect(serialProblem('81999990000000003234', '/serials/0', 'platform')).toBeUndefined();
  expect(serialProblem('71999990000000003234', '/serials/0', 'gs1')).toMatchObject({ refused: 'malformed' });
});

test('anybody unpacks what is packed here, whatever its size', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 700 }), (part, times) => {
      const bytes = new Uint8Array(Buffer.concat(Array.from({ length: times }, () => Buffer.from(part))));
      const text = base64(gzipStored(bytes));
      expect(gunzipSync(Buffer.from(text, 'base64')).equals(Buffer.from(bytes))).toBe(true);
    }),
    { numRuns: 30 },
  );
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});

test('times are told in China’s time zone', () =>
  expect(chinaTime('2026-03-01T20:00:01.500Z')).toBe('2026-03-02 04:00:01'));
