import { expect, test } from 'vitest';
import { poolSettings } from '../../shared/messages/pools-api.ts';
import { bodyOf, numberOf, wrongWith } from './wrong-with.ts';

test('what was typed makes a body of what is not empty, and a number of digits alone', () => {
  expect(bodyOf({ pool: ' packs ', site: ' ' })).toEqual({ pool: 'packs' });
  expect(['12', ' 7 ', '1e3', ''].map(numberOf)).toEqual([12, 7, '1e3', undefined]);
});

test('a body is judged by the shape that the server has for it, member by member', () => {
  expect(wrongWith(poolSettings, { threshold: 5 })).toEqual([]);
  const refill = { amount: numberOf(''), issuer: { kind: 'oms', url: 'https://oms.example' } };
  const places = wrongWith(poolSettings, { threshold: 5, refill }).map(({ at }) => at);
  expect(places).toEqual(expect.arrayContaining(['/refill/amount', '/refill/issuer/omsId', '/refill/issuer/secret']));
});

test.each(['-5', '1.5', '1e3', 'abc'])('%s in place of a number is told in words of who types it', (typed) => {
  expect(wrongWith(poolSettings, { threshold: numberOf(typed) })).toMatchObject([
    { at: '/threshold', detail: 'must be a whole number of 0 or more, in digits' },
  ]);
});
