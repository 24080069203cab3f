import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { givenGrants } from '#common/store/given-grants.ts';
import { aGrant } from '../../test/kit/builders.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { type PoolWorld, startPoolWorld } from '../../test/kit/pool-world.ts';

let world: PoolWorld;
const owner = 'acme-refills';
const packer = { tenant: 'packright', headers: { 'seriate-acting-for': owner } };
const path = { pool: 'codes' };
const ours = { issuer: { kind: 'seriate', url: 'https://l4.example', pool: 'for-acme', secret: 'acme' }, amount: 10 };
const tokensFrom = (tokenUrl: string) => ({ ...ours, issuer: { ...ours.issuer, tokenUrl } });
const theirs = { ...ours, issuer: { ...ours.issuer, tokenUrl: 'https://packright.example/token' } };
beforeAll(async () => {
  world = await startPoolWorld();
  const gtin = await world.tenant(owner);
  await world.call('PUT /api/pools/{pool}', { tenant: owner, path, body: { kind: 'imported', gtin } });
  const russian = { kind: 'imported', gtin: await world.tenant(owner, ['RU']), profile: 'ru' };
  await world.call('PUT /api/pools/{pool}', { tenant: owner, path: { pool: 'russian' }, body: russian });
  const { put } = givenGrants(world.engine.db, tables.registry);
  await put(owner, { grantee: 'packright', ...aGrant('pools:write', 'pools:read') });
});
afterAll(() => world.stop());
beforeEach(async () => {
  const body = { threshold: 5, refill: ours };
  await world.call('PUT /api/pools/{pool}/settings', { tenant: owner, path, body });
});

const settings = (body: object) => world.call('PUT /api/pools/{pool}/settings', { ...packer, path, body });

test.each([
  ['another place for tokens', { threshold: 5, refill: theirs }],
  ['another amount', { threshold: 5, refill: { ...ours, amount: 11 } }],
  ['none', {}],
])('a refill of %s is for the owner to set, and refused under a grant', async (_, body) => {
  expect(await settings(body)).toMatchObject({ status: 403, body: { at: '/refill' } });
  const { body: pool } = await world.call('GET /api/pools/{pool}', { tenant: owner, path });
  expect(pool).toMatchObject({ threshold: 5, refill: ours });
});

const station = {
  kind: 'oms',
  url: 'https://oms.example',
  omsId: '5e21a7e0-0000-4000-8000-000000000011',
  secret: 'oms',
};
test.each([
  ['of more codes than a station makes an order', { amount: 150_001, issuer: station }, '/refill/amount'],
  [
    'from our own network',
    { amount: 10, issuer: { ...station, url: 'https://169.254.169.254' } },
    '/refill/issuer/url',
  ],
  ['without TLS', { ...ours, issuer: { ...ours.issuer, url: 'http://l4.example' } }, '/refill/issuer/url'],
  ['with tokens from our own network', tokensFrom('https://10.0.0.7/token'), '/refill/issuer/tokenUrl'],
  [
    'from a system of another country',
    { amount: 10, issuer: { kind: 'xtrace', url: 'https://mpt.example', businessPlaceId: '36', secret: 'mpt' } },
    '/refill/issuer/kind',
  ],
  ['of shoes', { amount: 10, issuer: { ...station, productGroup: 'shoes' } }, '/refill/issuer/productGroup'],
])('a refill %s is refused when it is set', async (_, refill, at) => {
  const refused = await world.call('PUT /api/pools/{pool}/settings', {
    ...{ tenant: owner, path: { pool: 'russian' } },
    body: { threshold: 5, refill },
  });
  expect(refused.status).toBe(400);
  expect(JSON.stringify(refused.body)).toContain(at);
});

test('a refill from an order station is set', async () => {
  const body = { threshold: 5, refill: { amount: 150_000, issuer: { ...station, productGroup: 'pharma' } } };
  const set = await world.call('PUT /api/pools/{pool}/settings', { tenant: owner, path: { pool: 'russian' }, body });
  expect(set).toMatchObject({ status: 200, body });
});

test('under a grant the threshold may change beside a refill that stays as it is', async () =>
  expect(await settings({ threshold: 7, refill: ours })).toMatchObject({ status: 200, body: { threshold: 7 } }));
