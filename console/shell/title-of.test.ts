import { expect, test } from 'vitest';
import { titleOf } from './title-of.ts';

test('a tab is called by what it shows of a page', () => {
  expect(titleOf('Lots', { subject: 'DEMO0001' })).toBe('DEMO0001 · Lots · Seriate');
  expect(titleOf('Lots', { subject: '' })).toBe('Lots · Seriate');
});

test('a place that there is not, or not for this role, is called by nothing that it would show', () => {
  expect(titleOf(undefined, { subject: 'DEMO0001' })).toBe('Seriate');
});
