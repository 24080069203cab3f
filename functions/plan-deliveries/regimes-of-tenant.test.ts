import { expect, test } from 'vitest';
import { goodsRegime } from '../../test/kit/goods-regime.ts';
import { regimesOfTenant } from './regimes-of-tenant.ts';

const access = {
  market: 'old',
  url: 'https://old.example',
  rehearsal: true,
  updatedAt: '2026-03-01T10:00:00.000Z',
};

test('a regime that is reported to by access is planned for tenants alone that set one', async () => {
  const regimes = [goodsRegime(), { ...goodsRegime(), market: 'old', onAccess: true as const }];
  const accesses = {
    get: async (tenant: string, market: string) => (`${tenant}/${market}` === 'acme/old' ? access : undefined),
  };
  const of = async (tenant: string) =>
    (await regimesOfTenant({ accesses, regimes }, tenant)).map(({ market }) => market);
  expect([await of('acme'), await of('other')]).toEqual([['test', 'old'], ['test']]);
});
