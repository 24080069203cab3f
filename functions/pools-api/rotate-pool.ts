import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { rotation } from '#shared/messages/pools-api.ts';
import { isKeyed } from '#shared/serials/pool.ts';
import { type ChangeNeeds, changePool, retiredForGood } from './change-pool.ts';
import { generationProblem, hasNoKey } from './generation-problem.ts';

/**
 * Gives a pool a new key from its next counter on, for a reason. What was issued before stays verifiable, and is never issued again: the new key
 * passes over it. The request names the generation it wants, so sent again it changes nothing.
 */
export const rotatePool =
  (needs: ChangeNeeds): Endpoint =>
  (request) => {
    const { reason, generation } = read(rotation, json(request));
    const { tenant } = request;
    return changePool(needs, request, async (pool) => {
      if (!isKeyed(pool)) throw new Refused(hasNoKey(pool));
      const newest = pool.generations.at(-1)?.generation ?? 0;
      if (newest === generation) return pool;
      if (pool.state === 'retired') throw new Refused(retiredForGood(pool));
      const problem = generationProblem(pool, newest, generation);
      if (problem) throw new Refused(problem);
      const key = await needs.makeKey({ tenant, pool: pool.id, generation });
      const row = needs.auditOf(request, 'pool-rotated', pool.id, { reason, generation, from: pool.next });
      if ((await needs.pools.rotate(tenant, pool, key, [row])) !== 'changed') return undefined;
      const generations = [...pool.generations, { generation, from: pool.next }];
      return { ...pool, generations, revision: pool.revision + 1 };
    });
  };
