import { Refused } from '#common/refused.ts';
import { DocumentChanged } from '#common/store/documents.ts';
import { hasEnded, type SerialImport } from '#common/store/serial-import-row.ts';
import { refuse } from '#shared/refusal.ts';
import type { ImportedPool } from '#shared/serials/pool.ts';
import { attemptImport } from './attempt-import.ts';
import { clearAway, giveUp } from './give-up.ts';
import type { ImportNeeds } from './import-needs.ts';

/** Pools may be made while a list is compared with those there were. */
const ATTEMPTS = 8;

/**
 * Brings a list of codes into its pool: judges all of it, then stores it, then lets the pool have it, all or nothing. Whatever it was interrupted
 * in, it is begun again from the start: rows it has put are put again as they were, and nobody reads them before the pool's counter reaches them.
 *
 * @throws Refused `busy` while another list of the GTIN comes in
 */
export async function runImport(
  needs: ImportNeeds,
  tenant: string,
  poolId: string,
  importId: string,
): Promise<SerialImport> {
  const { imports, pools } = needs;
  const job = await imports.get(tenant, poolId, importId);
  if (job === undefined) throw new Refused(refuse('not-found', `no import ${importId} of pool ${poolId}`));
  const pool = await pools.find(tenant, poolId);
  if (pool?.kind !== 'imported') throw new Error(`pool ${poolId} of ${tenant} takes no list`);
  if (job.state === 'refused') await clearAway(needs, tenant, pool, job);
  if (hasEnded(job)) return job;
  if ((await imports.claim(tenant, pool.gtin, job)) === 'held') {
    const seen = await imports.get(tenant, poolId, importId);
    if (seen !== undefined && hasEnded(seen)) return seen;
    throw new Refused(anotherComes(pool));
  }
  try {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const ended = await attemptImport(needs, tenant, job);
      if (ended !== undefined) return ended;
    }
  } catch (error) {
    if (!(error instanceof DocumentChanged)) throw error;
    const problem = { line: 1, detail: 'the file was replaced while it was read' };
    return giveUp(needs, tenant, pool, job, [problem], 'upload it again under another import id');
  }
  throw new Refused(refuse('busy', `pools of ${pool.gtin} were made ${ATTEMPTS} times`, { remedy: 'wait' }));
}

const anotherComes = ({ gtin }: ImportedPool) =>
  refuse('busy', `another list of codes comes in for ${gtin}`, {
    remedy: 'it goes on by itself when that one has ended',
  });
