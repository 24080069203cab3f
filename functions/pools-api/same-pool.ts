import { Refused } from '#common/refused.ts';
import { refuse } from '#shared/refusal.ts';
import type { Pool } from '#shared/serials/pool.ts';
import { tellPool } from './tell-pool.ts';

/** The answer to a request for a pool that exists. @throws Refused when it wants another definition */
export function samePool(earlier: Pool, wanted: Pool, at: Date) {
  if (JSON.stringify(definitionOf(earlier)) === JSON.stringify(definitionOf(wanted)))
    return { status: 200, body: tellPool(earlier, at) };
  throw new Refused(
    refuse('conflict', `pool ${wanted.id} exists with another definition`, {
      at: '/',
      rule: 'Seriate: the definition of a pool never changes',
      remedy: 'choose another pool id',
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
