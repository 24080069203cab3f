import { type Endpoint, json, type Request } from '#common/http.ts';
import type { MakeKey } from '#common/pool-keys.ts';
import { mustTouch } from '#common/principal.ts';
import { read } from '#common/read.ts';
import { orRefuse } from '#common/refused.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import type { Also } from '#common/store/serial-pools-create.ts';
import { newPool } from '#shared/messages/pools-api.ts';
import { isKeyed, type Pool } from '#shared/serials/pool.ts';
import type { AuditOf } from './audit-of.ts';
import { definePool } from './define-pool.ts';
import { mustOwnSpace, type OwnSpaceNeeds } from './must-own-space.ts';
import { samePool } from './same-pool.ts';
import { tellPool } from './tell-pool.ts';

export interface PutPoolNeeds extends OwnSpaceNeeds {
  readonly pools: Pick<SerialPools, 'create' | 'get' | 'find'>;
  readonly makeKey: MakeKey;
  readonly auditOf: AuditOf;
  readonly now: () => Date;
}

/** Creates a pool. Sent again with the same definition it answers the pool as it stands; a definition never changes. */
export const putPool =
  (needs: PutPoolNeeds): Endpoint =>
  async (request) => {
    const id = request.path['pool'] ?? '';
    const wanted = read(newPool, json(request));
    const pool = orRefuse(definePool(id, wanted));
    mustTouch(request, { pool: id, ...('gtin' in wanted && { gtin: wanted.gtin }) });
    const earlier = await needs.pools.find(request.tenant, id);
    if (earlier !== undefined) return samePool(earlier, pool, needs.now());
    const use = () => mustOwnSpace(needs, request.tenant, pool, needs.now());
    await use();
    return make(needs, request, pool, use);
  };

/** @param use asked whenever somebody was faster: the company prefix may be gone by then, and whoever makes the pool is told so */
async function make(
  { pools, makeKey, auditOf, now }: PutPoolNeeds,
  request: Request,
  pool: Pool,
  use: () => Promise<Also>,
) {
  const { tenant } = request;
  // A key that is made for a pool that another call creates first is never used.
  const key = isKeyed(pool) ? await makeKey({ tenant, pool: pool.id, generation: 1 }) : '';
  const keyed = isKeyed(pool) ? { ...pool, generations: [{ generation: 1, from: 0, key }] } : pool;
  const { kind, profile } = pool;
  const row = auditOf(request, 'pool-created', pool.id, { kind, ...(profile !== undefined && { profile }) });
  if ((await pools.create(tenant, keyed, async () => [row, ...(await use())])) === 'created')
    return { status: 201, body: tellPool(pool, now()) };
  return samePool(await pools.get(tenant, pool.id), pool, now());
}
