import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalLiteral, canonicalNumber } from './canonical-number.ts';

describe('the literal of a number', () => {
  test.each([
    ['1e21', '1000000000000000000000'],
    ['1E-7', '0.0000001'],
    ['-2.50e+1', '-25'],
    ['12.345e1', '123.45'],
    ['0.00e9', '0'],
    ['-0e0', '0'],
    ['100e-2', '1'],
    ['26.0', '26'],
    ['-0.10', '-0.1'],
    ['12345678901234567890.123456789', '12345678901234567890.123456789'],
    ['5e-324', `0.${'0'.repeat(323)}5`],
    ['1E1001', '1e1001'],
    ['1e999999999999', '1e999999999999'],
    ['0e999999999999', '0'],
  ])('%s is written %s', (literal, expected) => expect(canonicalLiteral(literal)).toBe(expected));

  test('gives the same for every way to write one number', () =>
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.nat(30), fc.nat(5), (whole, shift, zeros) => {
        const direct = canonicalLiteral(`${whole}`);
        expect(canonicalLiteral(`${whole}${'0'.repeat(zeros)}e-${zeros}`)).toBe(direct);
        expect(canonicalLiteral(`${whole}.${'0'.repeat(zeros + 1)}`)).toBe(direct);
        expect(canonicalLiteral(`${whole}e${shift}`)).toBe(canonicalLiteral(`${whole * 10n ** BigInt(shift)}`));
      }),
    ));

  test('agrees with the engine on every number that it writes without exponent', () =>
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e20, max: 1e20 }), (number) => {
        const written = String(number);
        fc.pre(!written.includes('e'));
        expect(canonicalLiteral(written)).toBe(written);
      }),
    ));
});

describe('a text', () => {
  test.each([
    ['1e5', '1e5'],
    ['1E-7', '1E-7'],
    ['١٢', '١٢'],
    ['', ''],
    ['.', '.'],
    ['+', '+'],
    ['+.50', '0.5'],
    ['00', '0'],
    ['7.', '7'],
  ])('%s that reads as a plain number is one, and no other: %s', (text, expected) =>
    expect(canonicalNumber(text)).toBe(expected),
  );

  test('of many zeros is no trouble', () => {
    const zeros = '0'.repeat(200_000);
    expect(canonicalNumber(`${zeros}1.1${zeros}x`)).toHaveLength(400_004);
    expect(canonicalNumber(`${zeros}1.1${zeros}`)).toBe('1.1');
    expect(canonicalNumber(`1.${zeros}1`)).toBe(`1.${zeros}1`);
  });
});
