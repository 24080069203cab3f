import { type Endpoint, json, type Request } from '#common/http.ts';
import type { MakeKey } from '#common/pool-keys.ts';
import { mustTouch } from '#common/principal.ts';
import { read } from '#common/read.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { Registry } from '#common/store/registry.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import { type NewPool, newPool } from '#shared/messages/pools-api.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { newImportedPool, newRandomPool, newSequentialPool, newSsccPool } from '#shared/serials/new-pool.ts';
import { isKeyed, type Pool } from '#shared/serials/pool.ts';
import type { AuditOf } from './audit-of.ts';
import { tellPool } from './tell-pool.ts';

export interface PutPoolNeeds {
  readonly pools: Pick<SerialPools, 'create' | 'get' | 'find'>;
  readonly registry: Pick<Registry, 'product' | 'tenant'>;
  readonly makeKey: MakeKey;
  readonly auditOf: AuditOf;
}

/** Creates a pool. Sent again with the same definition it answers the pool as it stands; a definition never changes. */
export const putPool =
  (needs: PutPoolNeeds): Endpoint =>
  async (request) => {
    const id = request.path['pool'] ?? '';
    const wanted = read(newPool, json(request));
    const pool = orRefuse(define(id, wanted));
    mustTouch(request, { pool: id, ...('gtin' in wanted && { gtin: wanted.gtin }) });
    const earlier = await needs.pools.find(request.tenant, id);
    if (earlier !== undefined) return same(earlier, pool);
    await mustOwn(needs.registry, request.tenant, wanted);
    return make(needs, request, pool);
  };

async function make({ pools, makeKey, auditOf }: PutPoolNeeds, request: Request, pool: Pool) {
  const { tenant } = request;
  // A key that is made for a pool that another call creates first is never used.
  const key = isKeyed(pool) ? await makeKey({ tenant, pool: pool.id, generation: 1 }) : '';
  const keyed = isKeyed(pool) ? { ...pool, generations: [{ generation: 1, from: 0, key }] } : pool;
  const { kind, profile } = pool;
  const row = auditOf(request, 'pool-created', pool.id, { kind, ...(profile !== undefined && { profile }) });
  if ((await pools.create(tenant, keyed, [row])) === 'created') return { status: 201, body: tellPool(pool) };
  return same(await pools.get(tenant, pool.id), pool);
}

function same(earlier: Pool, wanted: Pool) {
  if (JSON.stringify(definitionOf(earlier)) === JSON.stringify(definitionOf(wanted)))
    return { status: 200, body: tellPool(earlier) };
  throw new Refused(
    refuse('conflict', `pool ${wanted.id} exists with another definition`, {
      at: '/',
      rule: 'Seriate: the definition of a pool never changes',
      remedy: 'choose another pool id',
    }),
  );
}

function define(id: string, wanted: NewPool): Pool | Refusal {
  if (!/^[A-Za-z0-9._:-]{1,64}$/.test(id))
    return refuse('malformed', `${id} is no pool id`, { at: 'pool', remedy: 'choose 1 to 64 letters, digits or ._:-' });
  if (wanted.kind === 'random') return newRandomPool({ id, ...wanted });
  if (wanted.kind === 'sequential') return newSequentialPool({ id, ...wanted });
  return wanted.kind === 'sscc' ? newSsccPool({ id, ...wanted }) : newImportedPool({ id, ...wanted });
}

async function mustOwn(registry: PutPoolNeeds['registry'], tenant: string, wanted: NewPool): Promise<void> {
  if (wanted.kind !== 'sscc') {
    if ((await registry.product(tenant, wanted.gtin)) !== undefined) return;
    throw new Refused(
      refuse('not-found', `no product ${wanted.gtin} is in force`, {
        at: '/gtin',
        rule: 'GS1 GS §2.1: serials belong to a trade item',
        remedy: `PUT /api/products/${wanted.gtin} and have it approved first`,
      }),
    );
  }
  const profile = await registry.tenant(tenant);
  if (profile?.companyPrefixes.includes(wanted.companyPrefix)) return;
  throw new Refused(
    refuse('not-permitted', `${wanted.companyPrefix} is not a company prefix of ${tenant}`, {
      at: '/companyPrefix',
      rule: 'GS1 GS §2.2.1: an SSCC is built from a company prefix of its own',
      remedy: 'PUT /api/tenant with your company prefixes first',
    }),
  );
}

/** What two requests for one pool must agree in. */
const definitionOf = (pool: Pool) =>
  pool.kind === 'sscc'
    ? [pool.kind, pool.companyPrefix, pool.extensionDigit]
    : [
        pool.kind,
        pool.gtin,
        pool.profile ?? null,
        ...(pool.kind === 'imported' ? [] : [pool.alphabet, pool.length]),
        ...(pool.kind === 'sequential' ? [pool.suffix] : []),
      ];
