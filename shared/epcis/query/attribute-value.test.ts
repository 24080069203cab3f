import { describe, expect, test } from 'vitest';
import { parseExactJson } from '../../wire/parse-json.ts';
import { saysOneOf, storedAttributeName } from './attribute-value.ts';

describe('the value of an attribute', () => {
  test('is any member of a list, and a number by its digits', () => {
    const says = saysOneOf(['Lutetia', '3.10']);
    expect(says(['Paris', 'Lutetia'])).toBe(true);
    expect(says(parseExactJson('3.10'))).toBe(true);
    expect(says(['Rome'])).toBe(false);
  });

  test('is an identifier in any spelling', () => {
    const says = saysOneOf(['urn:epc:id:sgln:9521321.00017.0']);
    expect(says('https://id.gs1.org/414/9521321000179')).toBe(true);
  });

  test.each([undefined, null, {}, []])('%j says nothing', (attribute) => {
    expect(saysOneOf([''])(attribute)).toBe(false);
  });
});

test('the name of an attribute of CBV is one however it is spelled', () => {
  const names = ['city', 'urn:epcglobal:cbv:mda#city', 'urn:epcglobal:cbv:mda:city'].map(storedAttributeName);
  expect(new Set(names).size).toBe(1);
});
