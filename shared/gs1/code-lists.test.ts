import { describe, expect, test } from 'vitest';
import { countryLetters, countryNumbers, currencyNumbers, mediaTypes, packageTypes } from './code-lists.ts';

describe('code lists', () => {
  test('have as many countries in letters as in digits', () => expect(countryLetters.size).toBe(countryNumbers.size));

  test.each([
    ['country numbers', countryNumbers, /^\d{3}$/],
    ['country letters', countryLetters, /^[A-Z]{2}$/],
    ['currencies', currencyNumbers, /^\d{3}$/],
    ['package types', packageTypes, /^[0-9A-Z]{1,3}$/],
    ['media types', mediaTypes, /^\d\d$/],
  ])('%s look alike', (_, codes, shape) => expect([...codes].filter((code) => !shape.test(code))).toEqual([]));

  test.each([
    [countryNumbers, ['276', '840', '076', '156', '643', '356', '682', '792', '784', '410']],
    [countryLetters, ['DE', 'US', 'BR', 'CN', 'RU', 'IN', 'SA', 'TR', 'AE', 'KR']],
    [currencyNumbers, ['978', '840', '986', '156', '643', '356', '924']],
    [packageTypes, ['PX', 'CT', 'BX', '201']],
  ])('know what pharmaceutical trade meets every day', (codes, met) =>
    expect(met.filter((code) => !codes.has(code))).toEqual([]),
  );
});
