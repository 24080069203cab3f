import { expect, test } from 'vitest';
import { isEndOfQuality } from './resolutions.ts';

test('goods that are not what their data say are taken by quality, unless something else was agreed or the case is none', () => {
  expect(isEndOfQuality('overage', 'resolved', undefined)).toBe(true);
  expect(isEndOfQuality('overage', 'resolved', 'return-product')).toBe(false);
  expect(isEndOfQuality('overage', 'withdrawn', undefined)).toBe(false);
  expect(isEndOfQuality('underage', 'resolved', undefined)).toBe(false);
});

test('notices, and what quality decided, are ended by quality however they end', () => {
  expect(isEndOfQuality('recall', 'withdrawn', undefined)).toBe(true);
  expect(isEndOfQuality('underage', 'withdrawn', 'destroy-product')).toBe(true);
});
