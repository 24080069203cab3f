import { expect, test } from 'vitest';
import { Problem } from '../api.ts';
import { errorAt, wrongAt } from './error-at.ts';

test('a refusal stands at the field that it names, and at one that holds what it names', () => {
  const at = errorAt(new Problem({ title: 'Refused', detail: 'is no GTIN', at: '/packaging/1/gtin' }));
  expect(at('/packaging/1/gtin')).toBe('is no GTIN');
  expect(at('/packaging')).toBe('is no GTIN');
  expect(at('/packaging/10/gtin')).toBeUndefined();
  expect(at('/pack')).toBeUndefined();
});

test('nothing is wrong anywhere where nothing was refused', () => {
  expect(errorAt(null)('/name')).toBeUndefined();
});

test('several things that are wrong with one field are told together', () => {
  const at = wrongAt([
    { at: '/name', detail: 'is empty' },
    { at: '/name', detail: 'is short' },
    { at: '/form', detail: 'is odd' },
  ]);
  expect(at('/name')).toBe('is empty; is short');
});
