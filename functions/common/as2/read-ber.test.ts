import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { der, objectId, octets, sequence } from '#common/der.ts';
import { octetsOf, oidOf, readBer } from './read-ber.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('BER', () => {
  test('is read with lengths that are said and lengths that end by a mark', () => {
    const said = readBer(hex('30 06 04 01 aa 04 01 bb'));
    const marked = readBer(hex('30 80 04 01 aa 04 01 bb 00 00'));
    for (const one of [said, marked])
      expect(one.parts.map(({ content }) => content.toString('hex'))).toEqual(['aa', 'bb']);
    expect(marked.whole.length).toBe(10);
  });

  test('gives octets that came in pieces as one', () => {
    expect(octetsOf(readBer(hex('24 80 04 01 aa 24 04 04 02 bb cc 00 00'))).toString('hex')).toBe('aabbcc');
  });

  test('gives back what was written as DER', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 5 }), (values) => {
        expect(readBer(sequence(...values.map(octets))).parts.map((part) => [...octetsOf(part)])).toEqual(
          values.map((value) => [...value]),
        );
      }),
    );
    for (const oid of ['1.2.840.113549.1.7.2', '2.16.840.1.101.3.4.2.1', '0.9.2342', '2.999.3'])
      expect(oidOf(readBer(objectId(oid)))).toBe(oid);
  });

  test('that is cut off, goes on, goes too deep or is too much is refused', () => {
    const deep = Array.from({ length: 100 }).reduce<Buffer>((inner) => sequence(inner), octets(Buffer.from('x')));
    const marks = Buffer.concat([Buffer.alloc(200, hex('3080')), Buffer.alloc(200)]);
    const many = sequence(...Array.from({ length: 30_000 }, () => der(0x05)));
    for (const bytes of [
      deep,
      marks,
      many,
      hex('3003040100 05'),
      hex('3005 0401aa'),
      hex('0480'),
      hex('04 85 0100000000'),
      hex('1f 8101 00'),
      hex(''),
    ])
      expect(() => readBer(bytes)).toThrow(RangeError);
  });

  test('of any bytes is read or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        try {
          readBer(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });
});
