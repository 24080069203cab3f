import type * as v from 'valibot';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { Registry } from '#common/store/registry.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import { newPool } from '#shared/messages/registry-api.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { newRandomPool, newSsccPool, type Pool } from '#shared/serials/pool.ts';

/** A pool with how many serials are left in it. */
export const showPool =
  (needs: { pools: SerialPools }): Endpoint =>
  async ({ tenant, path }) => {
    const pool = await needs.pools.get(tenant, path['pool'] ?? '');
    return { status: 200, body: { ...pool, left: pool.last - pool.next + 1 } };
  };

/** Creates a pool. Sent again with the same definition it answers the pool as it stands; a definition never changes. */
export const putPool =
  (needs: { pools: SerialPools; registry: Registry }): Endpoint =>
  async (request) => {
    const { tenant } = request;
    const id = request.path['pool'] ?? '';
    const wanted = read(newPool, json(request));
    const pool = orRefuse(define(id, wanted));
    await mustOwn(needs.registry, tenant, wanted);
    if ((await needs.pools.create(tenant, pool)) === 'created') return { status: 201, body: pool };
    const earlier = await needs.pools.get(tenant, id);
    if (JSON.stringify(definitionOf(earlier)) === JSON.stringify(definitionOf(pool)))
      return { status: 200, body: earlier };
    throw new Refused(
      refuse('conflict', `pool ${id} exists with another definition`, { remedy: 'choose another pool id' }),
    );
  };

const define = (id: string, wanted: v.InferOutput<typeof newPool>): Pool | Refusal => {
  if (!/^[A-Za-z0-9._:-]{1,64}$/.test(id)) return refuse('malformed', `${id} is no pool id`);
  return wanted.kind === 'random' ? newRandomPool({ id, ...wanted }) : newSsccPool({ id, ...wanted });
};

async function mustOwn(registry: Registry, tenant: string, wanted: v.InferOutput<typeof newPool>): Promise<void> {
  if (wanted.kind === 'random') {
    if ((await registry.product(tenant, wanted.gtin)) === undefined)
      throw new Refused(
        refuse('not-found', `no product ${wanted.gtin}`, { at: '/gtin', remedy: 'PUT /api/products/{gtin} first' }),
      );
    return;
  }
  const profile = await registry.tenant(tenant);
  if (!profile?.companyPrefixes.includes(wanted.companyPrefix))
    throw new Refused(
      refuse('not-permitted', `${wanted.companyPrefix} is not a company prefix of ${tenant}`, {
        at: '/companyPrefix',
        remedy: 'PUT /api/tenant with your company prefixes first',
      }),
    );
}

const definitionOf = (pool: Pool) =>
  pool.kind === 'random'
    ? [pool.kind, pool.gtin, pool.alphabet, pool.length]
    : [pool.kind, pool.companyPrefix, pool.extensionDigit];
