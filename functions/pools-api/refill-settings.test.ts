import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { grants } from '#common/store/grants.ts';
import { aGrant } from '../../test/kit/builders.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { type PoolWorld, startPoolWorld } from '../../test/kit/pool-world.ts';

let world: PoolWorld;
const owner = 'acme-refills';
const packer = { tenant: 'packright', headers: { 'seriate-acting-for': owner } };
const path = { pool: 'codes' };
const ours = { issuer: { kind: 'seriate', url: 'https://l4.example', pool: 'for-acme', secret: 'acme' }, amount: 10 };
const theirs = { ...ours, issuer: { ...ours.issuer, tokenUrl: 'https://packright.example/token' } };
beforeAll(async () => {
  world = await startPoolWorld();
  const gtin = await world.tenant(owner);
  await world.call('PUT /api/pools/{pool}', { tenant: owner, path, body: { kind: 'imported', gtin } });
  const { put } = grants(world.engine.db, tables.registry);
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

test('under a grant the threshold may change beside a refill that stays as it is', async () =>
  expect(await settings({ threshold: 7, refill: ours })).toMatchObject({ status: 200, body: { threshold: 7 } }));
