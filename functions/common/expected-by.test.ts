import { expect, test } from 'vitest';
import { expectedBy } from './expected-by.ts';

const said = (headers: Record<string, string>) => expectedBy({ headers });

test('a write says what it takes to be there by the headers of HTTP, or nothing', () => {
  expect(said({})).toBeUndefined();
  expect(said({ 'if-match': '"2026-03-01T10:00:00.000Z"' })).toEqual({ tag: '2026-03-01T10:00:00.000Z' });
  expect(said({ 'if-none-match': '*' })).toEqual({ tag: undefined });
});

test.each([
  { 'if-match': '3.2' },
  { 'if-match': '*' },
  { 'if-match': 'W/"3.2"' },
  { 'if-match': '"1", "2"' },
  { 'if-none-match': '"3.2"' },
  { 'if-none-match': '*', 'if-match': '"3.2"' },
])('%o, which says nothing that is known, is refused and never passed over', (headers) => {
  expect(() => said(headers)).toThrow(/If-(None-)?Match/);
});
