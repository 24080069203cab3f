import { log } from '#common/log.ts';
import { listName, type SerialImport } from '#common/store/serial-import-row.ts';
import { arrivedList } from './arrived-list.ts';
import { checkList } from './check-list.ts';
import { giveUp } from './give-up.ts';
import type { ImportNeeds } from './import-needs.ts';
import { readList } from './read-list.ts';
import { storeList } from './store-list.ts';

/** How long a worker may take before another one looks after the list. */
const WORK_MS = 16 * 60_000;

/** Judges a claimed list and stores it; undefined when pools of the GTIN were made meanwhile, and it has to be judged again. */
export async function attemptImport(
  needs: ImportNeeds,
  tenant: string,
  job: SerialImport,
): Promise<SerialImport | undefined> {
  const { imports, pools } = needs;
  const pool = await pools.find(tenant, job.pool);
  if (pool?.kind !== 'imported') return undefined;
  if (pool.state === 'retired') {
    const problem = { line: 1, detail: `pool ${pool.id} is retired` };
    return giveUp(needs, tenant, pool, job, [problem], 'import it into another pool');
  }
  const issuer = await imports.issuer(tenant, pool.gtin);
  // The claim ended with the list: another worker was faster.
  if (issuer.importing !== listName(job)) return imports.get(tenant, job.pool, job.importId);
  const issuers = await pools.issuersOf(tenant, [pool.gtin]);
  const open = () => readList(needs.documents.pieces(job.key, { ...job, contentType: job.mediaType }), job.mediaType);
  const against = { tenant, pool, list: listName(job), issuers, isFirst: issuer.lists === 0 };
  const { facts, problems } = await checkList(imports, open, against);
  if (problems.length > 0)
    return giveUp(needs, tenant, pool, job, problems, 'correct the list and import it under another id');
  const dueAt = new Date(needs.now().getTime() + WORK_MS);
  if ((await imports.storing(tenant, job, dueAt)) === 'ended') return imports.get(tenant, job.pool, job.importId);
  if ((await storeList(imports, tenant, pool, job, open(), facts)) === 'ended')
    return imports.get(tenant, job.pool, job.importId);
  const { audit, ...arrived } = arrivedList(needs, tenant, { job, pool, facts });
  if ((await imports.finish(tenant, { ...arrived, pool, issuer }, [audit])) === 'overtaken') return undefined;
  log('list-imported', { tenant, pool: pool.id, importId: job.importId, count: facts.columns.size });
  return { ...arrived.row, state: 'imported', count: facts.columns.size };
}
