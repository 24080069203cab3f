import { expect, test } from 'vitest';
import { der, derParts, objectId, set } from './der.ts';

test.each([
  [0, '0400'],
  [127, '047f'],
  [128, '048180'],
  [256, '04820100'],
  [70_000, '0483011170'],
])('%s bytes have their length in as few bytes as there are', (length, head) => {
  const written = der(0x04, Buffer.alloc(length));
  expect(written.toString('hex').startsWith(head)).toBe(true);
  expect(derParts(written)).toMatchObject([{ tag: 4, content: { length } }]);
});

test('identifiers of objects are written as others write them', () => {
  expect(objectId('1.2.840.113549.1.7.2').toString('hex')).toBe('06092a864886f70d010702');
  expect(objectId('2.16.840.1.101.3.4.2.1').toString('hex')).toBe('0609608648016503040201');
});

test('a set has its members in the order of their encodings', () => {
  const members = ['2', '1', '1.1'].map((text) => der(0x0c, Buffer.from(text)));
  expect(set(members)).toEqual(set(members.toReversed()));
});

test('what ends before its end is not read', () => {
  expect(() => derParts(Buffer.from('0405aa', 'hex'))).toThrow(RangeError);
});
