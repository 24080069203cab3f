import { describe, expect, test } from 'vitest';
import { isRefusal, type Refusal } from '../refusal.ts';
import { newRandomPool, newSsccPool } from './new-pool.ts';
import { poolsCollide } from './pools-collide.ts';

function good<T>(value: T | Refusal): T {
  if (isRefusal(value)) throw new Error(value.detail);
  return value;
}
const random = (change = {}) =>
  good(newRandomPool({ id: 'a', gtin: '09521321543218', alphabet: 'ABCDEF0123', length: 10, ...change }));
const sscc = (change = {}) => good(newSsccPool({ id: 'b', companyPrefix: '9521321', extensionDigit: '0', ...change }));

describe('two pools', () => {
  test.each([
    ['random ones of one alphabet and length', random(), random({ id: 'c' })],
    ['random ones with one letter in common', random(), random({ alphabet: '3456789GHJ' })],
    ['SSCCs of one prefix and extension digit', sscc(), sscc({ id: 'd' })],
  ])('collide: %s', (_, one, other) => {
    expect([poolsCollide(one, other), poolsCollide(other, one)]).toEqual([true, true]);
  });

  test.each([
    ['random ones of different length', random(), random({ length: 11 })],
    ['random ones without a common letter', random(), random({ alphabet: 'GHJKL45678' })],
    ['random ones of different products', random(), random({ gtin: '09521321000018' })],
    ['SSCCs of different extension digits', sscc(), sscc({ extensionDigit: '1' })],
    ['SSCCs of different prefixes', sscc(), sscc({ companyPrefix: '9521322' })],
    ['of different kinds', random(), sscc()],
  ])('do not collide: %s', (_, one, other) => {
    expect([poolsCollide(one, other), poolsCollide(other, one)]).toEqual([false, false]);
  });
});
