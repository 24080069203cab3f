import type { Request } from '#common/http.ts';
import type { MakeKey } from '#common/pool-keys.ts';
import { mustTouch } from '#common/principal.ts';
import { Refused } from '#common/refused.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import { refuse } from '#shared/refusal.ts';
import type { Pool } from '#shared/serials/pool.ts';
import type { AuditOf } from './audit-of.ts';
import { tellPool } from './tell-pool.ts';
import { touchedBy } from './touched-by.ts';

export interface ChangeNeeds {
  readonly pools: Pick<SerialPools, 'get' | 'changeState' | 'rotate' | 'settings'>;
  readonly makeKey: MakeKey;
  readonly auditOf: AuditOf;
  readonly now: () => Date;
}

/** Lines draw from a pool while a person changes it: with so many attempts he comes through between them. */
const ATTEMPTS = 12;

/** Answers what the pool is after the change, or undefined when somebody moved it and it has to be judged again. */
type Attempt = (pool: Pool) => Promise<Pool | undefined>;

/** Changes the pool that the request names, as often as it moves meanwhile. @throws Refused `busy` when it never stands still */
export async function changePool({ pools, now }: ChangeNeeds, request: Request, attempt: Attempt) {
  const id = request.path['pool'] ?? '';
  for (let i = 0; i < ATTEMPTS; i++) {
    const pool = await pools.get(request.tenant, id);
    mustTouch(request, touchedBy(pool));
    const after = await attempt(pool);
    if (after !== undefined) return { status: 200, body: tellPool(after, now()) };
  }
  throw new Refused(refuse('busy', `pool ${id} moved ${ATTEMPTS} times`, { remedy: 'send the same request again' }));
}

export const retiredForGood = ({ id }: Pool) =>
  refuse('conflict', `pool ${id} is retired`, {
    at: 'pool',
    rule: 'Seriate: a retired pool never issues again',
    remedy: 'create another pool',
  });
