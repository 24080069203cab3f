import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryValue } from '../../test/kit/arbitrary-element.ts';
import { isRefusal } from '../refusal.ts';
import { applicationIdentifiers } from './application-identifiers.ts';
import { elementDate, elementDecimal, fullYear, lastDay } from './element-values.ts';

describe('decimals', () => {
  test.each([
    ['3103', '001250', '1.250'],
    ['3100', '001250', '1250'],
    ['3105', '000001', '0.00001'],
    ['3302', '000000', '0.00'],
    ['3922', '7', '0.07'],
    ['3929', '123456789012345', '123456.789012345'],
    ['3942', '0550', '5.50'],
    ['3950', '000000', '0'],
    ['4331', '001850-', '-18.50'],
    ['4330', '007725', '77.25'],
  ])('(%s)%s is %s', (ai, value, text) => expect(elementDecimal({ ai, value })).toMatchObject({ text }));

  test('keep the digits as they stand, and the currency apart', () =>
    expect(elementDecimal({ ai: '3932', value: '97800012990' })).toEqual({
      digits: '00012990',
      places: 2,
      text: '129.90',
      currency: '978',
    }));

  test.each([
    ['01', '09521321543218'],
    ['37', '24'],
    ['8005', '000100'],
    ['3103', '1250'],
    ['3932', '00012990'],
    ['05', '1'],
  ])('(%s)%s is none', (ai, value) => expect(isRefusal(elementDecimal({ ai, value }))).toBe(true));

  test('of any identifier that has them say what its digits say', () => {
    const withDecimals = applicationIdentifiers.filter(({ decimals }) => decimals !== undefined);
    const element = fc
      .constantFrom(...withDecimals)
      .chain((one) => arbitraryValue(one).map((value) => ({ ai: one.ai, value })));
    return fc.assert(
      fc.property(element, (one) => {
        const read = elementDecimal(one);
        if (isRefusal(read)) throw new Error(read.detail);
        expect(one.value.startsWith((read.currency ?? '') + read.digits)).toBe(true);
        expect(BigInt(read.text.replace('.', ''))).toBe(BigInt(read.digits) * (one.value.endsWith('-') ? -1n : 1n));
        expect((read.text.split('.')[1] ?? '').length).toBe(read.places);
      }),
    );
  });
});

describe('dates', () => {
  test.each([
    ['17', '280331', '2028-03-31'],
    ['17', '280300', '2028-03'],
    ['11', '991231', '1999-12-31'],
    ['7003', '2803311230', '2028-03-31T12:30'],
    ['7011', '280331', '2028-03-31'],
    ['7011', '2803312359', '2028-03-31T23:59'],
    ['8008', '28033112', '2028-03-31T12'],
    ['8008', '280331123456', '2028-03-31T12:34:56'],
    ['4324', '2803001200', '2028-03'],
    ['4326', '280331', '2028-03-31'],
    ['7250', '19840229', '1984-02-29'],
    ['7251', '198402292359', '1984-02-29T23:59'],
  ])('(%s)%s is %s', (ai, value, iso) => expect(elementDate({ ai, value }, 2026)).toEqual({ iso }));

  test('of a harvest may be a range', () => {
    expect(elementDate({ ai: '7007', value: '260801' }, 2026)).toEqual({ iso: '2026-08-01' });
    expect(elementDate({ ai: '7007', value: '260801260815' }, 2026)).toEqual({
      iso: '2026-08-01',
      until: '2026-08-15',
    });
  });

  test.each([
    ['10', '280331'],
    ['17', '281301'],
    ['17', '2803'],
    ['05', '280331'],
  ])('(%s)%s is none', (ai, value) => expect(isRefusal(elementDate({ ai, value }, 2026))).toBe(true));

  test('29 February is a day only where the year found has one', () => {
    expect(elementDate({ ai: '17', value: '000229' }, 2026)).toEqual({ iso: '2000-02-29' });
    expect(elementDate({ ai: '17', value: '000229' }, 2060)).toMatchObject({
      refused: 'malformed',
      at: '4',
      detail: expect.stringContaining('2100'),
    });
    expect(elementDate({ ai: '7007', value: '000201000229' }, 2060)).toMatchObject({ refused: 'malformed', at: '10' });
    expect(elementDate({ ai: '17', value: '000228' }, 2060)).toEqual({ iso: '2100-02-28' });
  });

  test('a refusal tells where in the value', () =>
    expect(elementDate({ ai: '7003', value: '2803312460' }, 2026)).toMatchObject({ at: '6', rule: 'GS1 GS §7.12' }));

  test('every identifier whose format has a date is understood', () => {
    const dated = applicationIdentifiers.filter(({ format }) => /date/.test(format.notation));
    expect(dated.length).toBeGreaterThan(15);
    return fc.assert(
      fc.property(
        fc.constantFrom(...dated).chain((one) => arbitraryValue(one).map((value) => ({ ai: one.ai, value }))),
        (one) => {
          const read = elementDate(one, 2026);
          expect(isRefusal(read) || read.iso).toMatch(/^\d{4}-\d\d(-\d\d(T\d\d(:\d\d){0,2})?)?$/);
        },
      ),
    );
  });
});

describe('years of two digits', () => {
  test.each([
    [2026, 26, 2026],
    [2026, 76, 2076],
    [2026, 77, 1977],
    [2026, 0, 2000],
    [2060, 10, 2110],
    [2060, 11, 2011],
    [2060, 99, 2099],
    [2099, 49, 2149],
    [1999, 0, 2000],
  ])('seen from %d, %d is %d', (reference, lastTwo, year) => expect(fullYear(lastTwo, reference)).toBe(year));

  test('lie from 49 years before to 50 after', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1950, max: 2150 }), fc.integer({ min: 0, max: 99 }), (reference, lastTwo) => {
        const year = fullYear(lastTwo, reference);
        expect(year % 100).toBe(lastTwo);
        expect(year - reference).toBeGreaterThanOrEqual(-49);
        expect(year - reference).toBeLessThanOrEqual(50);
      }),
    ));
});

describe('the last day', () => {
  test.each([
    ['2028-02', '2028-02-29'],
    ['2027-02', '2027-02-28'],
    ['2100-02', '2100-02-28'],
    ['2028-12', '2028-12-31'],
    ['2028-03-05', '2028-03-05'],
    ['2028-03-31T12:30', '2028-03-31'],
  ])('of %s is %s', (iso, day) => expect(lastDay({ iso })).toBe(day));
});
