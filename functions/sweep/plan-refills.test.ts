import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tenantProfile } from '#shared/messages/registry-api.ts';
import { newImportedPool } from '#shared/serials/new-pool.ts';
import { aTenant, exampleGtin } from '../../test/kit/builders.ts';
import { type SerialsWorld, startSerialsWorld } from '../../test/kit/serials-world.ts';
import { good } from '../../test/kit/unit-maker.ts';
import { planRefills } from './plan-refills.ts';

let world: SerialsWorld;
beforeAll(async () => {
  world = await startSerialsWorld();
});
afterAll(() => world.stop());

async function low(tenant: string) {
  const { pools } = world.needs();
  await pools.create(tenant, good(newImportedPool({ id: 'codes', gtin: exampleGtin })));
  const issuer = { kind: 'seriate', url: 'https://issuer.example', pool: 'p', secret: 's' };
  await pools.settings(tenant, await pools.get(tenant, 'codes'), { threshold: 10, refill: { issuer, amount: 50 } });
}

const profile = v.parse(tenantProfile, aTenant());

test('the sweep plans a refill of each pool that runs low once, and one tenant that cannot be read hides no other', async () => {
  const tenants = ['broken', 'low-1', 'low-2'];
  for (const tenant of tenants.slice(1)) await low(tenant);
  const needs = world.needs();
  const list: typeof needs.pools.list = (tenant, ...more) =>
    tenant === 'broken' ? Promise.reject(new Error('throttled')) : needs.pools.list(tenant, ...more);
  const registry = { tenants: async () => tenants.map((tenant) => ({ tenant, ...profile })) };
  const run = planRefills({ ...needs, registry, pools: { list } });
  const planned: number[] = [];
  let faults = 0;
  for (let minute = 0; minute < 30; minute++) {
    await run().then(
      (done) => planned.push(done.planned),
      () => faults++,
    );
    world.forward(60_000);
  }
  expect([planned.filter((count) => count > 0), faults]).toEqual([[1, 1], 2]);
  expect(world.woken).toMatchObject([
    { tenant: expect.stringMatching(/^low/) },
    { tenant: expect.stringMatching(/^low/) },
  ]);
});
