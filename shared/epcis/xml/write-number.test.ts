import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isScientific, plainDecimal } from './write-number.ts';

describe('a number as xsd:decimal', () => {
  test.each(['0', '-0', '7', '26.0', '-0.50', '12345678901234567890.123456789'])(
    'stays as it was sent: %s',
    (literal) => {
      expect(plainDecimal(literal)).toBe(literal);
    },
  );

  test.each([
    ['1e3', '1000'],
    ['1E+3', '1000'],
    ['1.5e3', '1500'],
    ['1.500e1', '15.00'],
    ['12.5e-1', '1.25'],
    ['1.5e-1', '0.15'],
    ['1e-7', '0.0000001'],
    ['-2.50e-3', '-0.00250'],
    ['9007199254740993e2', '900719925474099300'],
    ['1.2e0', '1.2'],
    ['0e5', '0'],
    ['-0.00e-900000000', '0'],
  ])('has its exponent written out: %s is %s', (literal, plain) => {
    expect(plainDecimal(literal)).toBe(plain);
  });

  test('keeps every digit and the value', () => {
    return fc.assert(
      fc.property(fc.integer(), fc.integer({ min: -30, max: 30 }), (digits, exponent) => {
        expect(Number(plainDecimal(`${digits}e${exponent}`))).toBe(Number(`${digits}e${exponent}`));
      }),
    );
  });

  test.each(['1e1001', '1e-1001', '1e999999999', '1e-99999999999999999999'])(
    'is refused before an exponent becomes a flood of zeros: %s',
    (literal) => {
      expect(plainDecimal(literal)).toMatchObject({ refused: 'unsupported', detail: expect.stringContaining(literal) });
    },
  );

  test('is told from one with an exponent', () => {
    expect(isScientific('1e3')).toBe(true);
    expect(isScientific('1E-3')).toBe(true);
    expect(isScientific('1.3')).toBe(false);
  });
});
