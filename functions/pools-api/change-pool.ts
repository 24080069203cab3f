import type * as v from 'valibot';
import { type Endpoint, json, type Request } from '#common/http.ts';
import type { MakeKey } from '#common/pool-keys.ts';
import { mustTouch } from '#common/principal.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import { poolSettings, rotation, stateChange } from '#shared/messages/pools-api.ts';
import { refuse } from '#shared/refusal.ts';
import { isKeyed, type Pool } from '#shared/serials/pool.ts';
import type { AuditOf } from './audit-of.ts';
import { touchedBy } from './list-pools.ts';
import { tellPool } from './tell-pool.ts';

export interface ChangeNeeds {
  readonly pools: Pick<SerialPools, 'get' | 'changeState' | 'rotate' | 'settings'>;
  readonly makeKey: MakeKey;
  readonly auditOf: AuditOf;
}

/** Lines draw from a pool while a person changes it: with so many attempts he comes through between them. */
const ATTEMPTS = 12;

/** A search tries every key that a pool has had. */
const MOST_GENERATIONS = 32;

/** Answers what the pool is after the change, or undefined when somebody moved it and it has to be judged again. */
type Attempt = (pool: Pool) => Promise<Pool | undefined>;

async function changed(needs: ChangeNeeds, request: Request, attempt: Attempt) {
  const id = request.path['pool'] ?? '';
  for (let i = 0; i < ATTEMPTS; i++) {
    const pool = await needs.pools.get(request.tenant, id);
    mustTouch(request, touchedBy(pool));
    const after = await attempt(pool);
    if (after !== undefined) return { status: 200, body: tellPool(after) };
  }
  throw new Refused(refuse('busy', `pool ${id} moved ${ATTEMPTS} times`, { remedy: 'send the same request again' }));
}

const acts = {
  active: { act: 'pool-thawed', from: ['frozen'] },
  frozen: { act: 'pool-frozen', from: ['active'] },
  retired: { act: 'pool-retired', from: ['active', 'frozen'] },
} as const satisfies Record<Pool['state'], { act: string; from: readonly Pool['state'][] }>;

/** Freezes, thaws or retires a pool, for a reason. In that state already, it stays as it is. */
export const changePool =
  (needs: ChangeNeeds, state: Pool['state']): Endpoint =>
  (request) => {
    const { reason } = read(stateChange, json(request));
    const { act, from } = acts[state];
    return changed(needs, request, async (pool) => {
      if (pool.state === state) return pool;
      if (!from.some((one) => one === pool.state)) throw new Refused(retiredForGood(pool));
      const row = needs.auditOf(request, act, pool.id, { reason, next: pool.next });
      const outcome = await needs.pools.changeState(request.tenant, pool, state, [row]);
      return outcome === 'changed' ? { ...pool, state, revision: pool.revision + 1 } : undefined;
    });
  };

/**
 * Gives a pool a new key from its next counter on, for a reason. What was issued before stays verifiable, and is never issued again: the new key
 * passes over it. The request names the generation it wants, so sent again it changes nothing.
 */
export const rotatePool =
  (needs: ChangeNeeds): Endpoint =>
  (request) => {
    const { reason, generation } = read(rotation, json(request));
    const { tenant } = request;
    return changed(needs, request, async (pool) => {
      if (!isKeyed(pool)) throw new Refused(hasNoKey(pool));
      const newest = pool.generations.at(-1)?.generation ?? 0;
      if (newest === generation) return pool;
      if (pool.state === 'retired') throw new Refused(retiredForGood(pool));
      if (generation !== newest + 1 || generation > MOST_GENERATIONS)
        throw new Refused(notNext(pool, newest, generation));
      const key = await needs.makeKey({ tenant, pool: pool.id, generation });
      const row = needs.auditOf(request, 'pool-rotated', pool.id, { reason, generation, from: pool.next });
      if ((await needs.pools.rotate(tenant, pool, key, [row])) !== 'changed') return undefined;
      const generations = [...pool.generations, { generation, from: pool.next }];
      return { ...pool, generations, revision: pool.revision + 1 };
    });
  };

/** Sets when a pool runs low and who refills it. What is not given is removed. */
export const putSettings =
  (needs: ChangeNeeds): Endpoint =>
  (request) => {
    const wanted: v.InferOutput<typeof poolSettings> = read(poolSettings, json(request));
    return changed(needs, request, async ({ threshold, refill, ...pool }) => {
      if (JSON.stringify([threshold, refill]) === JSON.stringify([wanted.threshold, wanted.refill]))
        return { ...pool, ...wanted };
      if (wanted.refill !== undefined && pool.kind !== 'imported') throw new Refused(needsNoRefill(pool));
      const row = needs.auditOf(request, 'pool-settings-changed', pool.id, wanted);
      const outcome = await needs.pools.settings(request.tenant, pool, wanted, [row]);
      return outcome === 'changed' ? { ...pool, ...wanted, revision: pool.revision + 1 } : undefined;
    });
  };

const retiredForGood = ({ id }: Pool) =>
  refuse('conflict', `pool ${id} is retired`, {
    at: 'pool',
    rule: 'Seriate: a retired pool never issues again',
    remedy: 'create another pool',
  });

const hasNoKey = ({ id, kind }: Pool) =>
  refuse('conflict', `pool ${id} is of kind ${kind} and has no key`, {
    at: 'pool',
    rule: 'Seriate: random and sequential pools have keys',
    remedy: 'freeze or retire it instead',
  });

const notNext = ({ id }: Pool, newest: number, generation: number) =>
  generation > MOST_GENERATIONS && generation === newest + 1
    ? refuse('conflict', `pool ${id} has had ${MOST_GENERATIONS} keys`, {
        at: '/generation',
        rule: `Seriate: a pool has ${MOST_GENERATIONS} keys at most`,
        remedy: 'retire it and create another pool',
      })
    : refuse('conflict', `pool ${id} is at generation ${newest}, ${generation} does not follow`, {
        at: '/generation',
        rule: 'Seriate: a rotation names the generation after the newest',
        remedy: `ask for generation ${newest + 1}`,
      });

const needsNoRefill = ({ id, kind }: Pick<Pool, 'id' | 'kind'>) =>
  refuse('conflict', `pool ${id} is of kind ${kind}: nobody else can fill it`, {
    at: '/refill',
    rule: 'Seriate: imported pools are refilled',
    remedy: 'leave refill out; the threshold alone tells when it runs low',
  });
