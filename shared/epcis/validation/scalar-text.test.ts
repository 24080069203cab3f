import { expect, test } from 'vitest';
import { exactNumber, isExactNumber } from '../../wire/exact-number.ts';
import { scalarText } from './scalar-text.ts';

test.each([
  ['text', 'text'],
  [7, '7'],
  [{ '@type': 'xsd:date', '@value': '2028-01-01' }, '2028-01-01'],
  [{ '@Authority': 'SGLN', '#text': 'urn:x' }, 'urn:x'],
  [{ '@value': { '@value': 'deep' } }, undefined],
  [{ '@value': ['a'] }, undefined],
  [{ 'ex:a': 1 }, undefined],
  [['a'], undefined],
  [true, undefined],
  [null, undefined],
  [undefined, undefined],
])('%j as text is %j', (value, text) => expect(scalarText(value)).toBe(text));

test('a decimal keeps its digits', () => {
  const decimal = exactNumber('26.0');
  expect(isExactNumber(decimal)).toBe(true);
  expect(scalarText(decimal)).toBe('26.0');
});
