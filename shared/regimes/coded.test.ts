import { expect, test } from 'vitest';
import { coded } from './coded.ts';
import { markets } from './registry.ts';

test('what codes are judged by is what the registry has of each market: a line in both', () => {
  const wanted = markets.map(({ market, countries, profiles }) => ({ market, countries, profiles }));
  expect(coded.toSorted(byMarket)).toEqual(wanted.toSorted(byMarket));
});

const byMarket = (a: { readonly market: string }, b: { readonly market: string }) => (a.market < b.market ? -1 : 1);
