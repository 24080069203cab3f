import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { stateChange } from '#shared/messages/pools-api.ts';
import type { Pool } from '#shared/serials/pool.ts';
import { type ChangeNeeds, changePool, retiredForGood } from './change-pool.ts';

const acts = {
  active: { act: 'pool-thawed', from: ['frozen'] },
  frozen: { act: 'pool-frozen', from: ['active'] },
  retired: { act: 'pool-retired', from: ['active', 'frozen'] },
} as const satisfies Record<Pool['state'], { act: string; from: readonly Pool['state'][] }>;

/** Freezes, thaws or retires a pool, for a reason. In that state already, it stays as it is. */
export const changeState =
  (needs: ChangeNeeds, state: Pool['state']): Endpoint =>
  (request) => {
    const { reason } = read(stateChange, json(request));
    const { act, from } = acts[state];
    return changePool(needs, request, async (pool) => {
      if (pool.state === state) return pool;
      if (!from.some((one) => one === pool.state)) throw new Refused(retiredForGood(pool));
      const row = needs.auditOf(request, act, pool.id, { reason, next: pool.next });
      const outcome = await needs.pools.changeState(request.tenant, pool, state, [row]);
      return outcome === 'changed' ? { ...pool, state, revision: pool.revision + 1 } : undefined;
    });
  };
