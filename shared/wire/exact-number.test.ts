import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exactNumber, isExactNumber, literalOf } from './exact-number.ts';
import { isJsonObject } from './json.ts';

const digits = fc.stringMatching(/^(0|[1-9]\d{0,30})$/);
const literal = fc
  .tuple(fc.constantFrom('', '-'), digits, fc.option(fc.stringMatching(/^\d{1,25}$/), { nil: undefined }))
  .map(([sign, whole, fraction]) => sign + whole + (fraction === undefined ? '' : `.${fraction}`));

describe('a number literal', () => {
  test('is written as it was read, whatever its digits are', () =>
    fc.assert(
      fc.property(literal, (text) => {
        expect(JSON.stringify({ n: exactNumber(text) })).toBe(`{"n":${text}}`);
        expect(literalOf(exactNumber(text))).toBe(text);
      }),
    ));

  test.each(['26', '0', '-1', '0.5', '120.25', '9007199254740991'])('%s is a plain number', (text) => {
    expect(exactNumber(text)).toBe(Number(text));
  });

  test.each(['26.0', '-0', '1e2', '1E-7', '12345678901234567890', '0.1000', '1e999'])('%s keeps its digits', (text) => {
    const value = exactNumber(text);
    expect(isExactNumber(value)).toBe(true);
    expect(JSON.stringify(value)).toBe(text);
  });
});

test('an object that looks like an exact number is none', () => {
  expect(isExactNumber({ rawJSON: '1' })).toBe(false);
  expect(isJsonObject({ rawJSON: '1' })).toBe(true);
});

test('an exact number is no object', () => expect(isJsonObject(exactNumber('26.0'))).toBe(false));
