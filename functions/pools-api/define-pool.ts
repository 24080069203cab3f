import { ID } from '#shared/id.ts';
import type { NewPool } from '#shared/messages/pools-api.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { newImportedPool, newRandomPool, newSequentialPool, newSsccPool } from '#shared/serials/new-pool.ts';
import type { Pool } from '#shared/serials/pool.ts';

/** The pool that a request describes, without keys. */
export function definePool(id: string, wanted: NewPool): Pool | Refusal {
  if (!ID.test(id))
    return refuse('malformed', `${id} is no pool id`, { at: 'pool', remedy: 'choose 1 to 64 letters, digits or ._:-' });
  if (wanted.kind === 'random') return newRandomPool({ id, ...wanted });
  if (wanted.kind === 'sequential') return newSequentialPool({ id, ...wanted });
  return wanted.kind === 'sscc' ? newSsccPool({ id, ...wanted }) : newImportedPool({ id, ...wanted });
}
