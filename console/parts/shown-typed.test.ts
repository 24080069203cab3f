import { expect, test } from 'vitest';
import { shownTyped } from './shown-typed.ts';

test('a blank that was just typed stays, so that another word can follow it', () => {
  expect(shownTyped('two ', 'two', 'two')).toBe('two ');
  expect(shownTyped('two ', 'two', undefined)).toBe('two ');
});

test('who types on while the list is narrowed loses no letter', () =>
  expect(shownTyped('two wor', 'two', 'two')).toBe('two wor'));

test('what somebody chose elsewhere, or took away, is shown', () => {
  expect(shownTyped('two', '', undefined)).toBe('');
  expect(shownTyped('two', 'three', undefined)).toBe('three');
});
