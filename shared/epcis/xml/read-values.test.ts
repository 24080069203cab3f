import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isBlank, leafValue, numberOf, trimmed, truthOf, typedValue } from './read-values.ts';

const digits = (text: string) => JSON.stringify(numberOf(text));

describe('a decimal of XML keeps its digits as far as JSON has them', () => {
  test.each([
    ['5', '5'],
    ['+5', '5'],
    ['-5', '-5'],
    ['.5', '0.5'],
    ['-.5', '-0.5'],
    ['5.', '5'],
    ['007', '7'],
    ['000', '0'],
    ['-0', '-0'],
    ['26.0', '26.0'],
    ['00.50', '0.50'],
    ['1E3', '1E3'],
    ['+1.5e-3', '1.5e-3'],
    ['12345678901234567890.12345', '12345678901234567890.12345'],
  ])('%s is %s', (text, expected) => expect(digits(text)).toBe(expected));

  test.each(['', '.', '-', '1,5', '0x10', 'INF', 'NaN', '1 000', '1e', '--1', '١'])('%j is none', (text) => {
    expect(numberOf(text)).toBeUndefined();
  });

  test('every number of JSON is one', () => {
    return fc.assert(
      fc.property(fc.double({ noDefaultInfinity: true, noNaN: true }), (number) => {
        expect(Number(digits(JSON.stringify(number)))).toBe(Number(JSON.stringify(number)));
      }),
    );
  });
});

test.each([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
  ['TRUE', undefined],
  ['', undefined],
])('%s is the boolean %s', (text, expected) => expect(truthOf(text)).toBe(expected));

test('a text that is no number or boolean stays, for the checks to refuse', () => {
  expect(leafValue('ten', 'number')).toBe('ten');
  expect(leafValue('yes', 'truth')).toBe('yes');
  expect(leafValue('10', 'text')).toBe('10');
});

describe('somebody else’s text is what xsi:type says', () => {
  test.each([
    ['10', 'xsd:integer', 10],
    ['10', 'xs:nonNegativeInteger', 10],
    ['10', 'int', 10],
    ['007', 'xsd:short', 7],
    ['ten', 'xsd:integer', 'ten'],
    ['true', 'xsd:boolean', true],
    ['1', 'xsd:boolean', true],
    ['maybe', 'xsd:boolean', 'maybe'],
    ['10', 'xsd:string', '10'],
    ['2026-03-01', 'xsd:date', '2026-03-01'],
    ['10', 'epcis:DateTimeStamp', '10'],
    ['10', undefined, '10'],
  ])('%s of type %s', (text, type, expected) => expect(typedValue(text, type)).toBe(expected));
});

test('only the white space of XML is cut off', () => {
  expect(trimmed(' \t\r\n a b \n')).toBe('a b');
  expect(trimmed('\u00a0a\u2003')).toBe('\u00a0a\u2003');
  expect(trimmed(' \n')).toBe('');
  expect([isBlank(' \n\t\r'), isBlank(''), isBlank('\u00a0')]).toEqual([true, true, false]);
});
