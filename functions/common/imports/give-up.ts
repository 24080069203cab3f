import { log } from '#common/log.ts';
import { DocumentChanged } from '#common/store/documents.ts';
import { BUCKETS, hashOf } from '#common/store/listed-codes.ts';
import { listName, type SerialImport } from '#common/store/serial-import-row.ts';
import type { ListProblem } from '#shared/messages/pools-api.ts';
import type { ImportedPool } from '#shared/serials/pool.ts';
import type { ImportNeeds } from './import-needs.ts';
import { readList } from './read-list.ts';

/** Refuses a list, and removes what was stored of it. */
export async function giveUp(
  needs: ImportNeeds,
  tenant: string,
  pool: ImportedPool,
  job: SerialImport,
  problems: ListProblem[],
  remedy: string,
): Promise<SerialImport> {
  const row: SerialImport = { ...job, state: 'refused', problems, remedy, endedAt: needs.now().toISOString() };
  if ((await needs.imports.refuse(tenant, row)) === 'ended')
    return (await needs.imports.get(tenant, job.pool, job.importId)) ?? row;
  log('list-refused', { tenant, pool: pool.id, importId: job.importId, problems: problems.length });
  await clearAway(needs, tenant, pool, row);
  return row;
}

/** What an earlier attempt of a refused list has put would lie in the way of the next list. While the claim stands, none comes and the pool's last counter stays. */
export async function clearAway(
  { imports, documents }: Pick<ImportNeeds, 'imports' | 'documents'>,
  tenant: string,
  { gtin, id }: ImportedPool,
  job: SerialImport,
): Promise<void> {
  if ((await imports.issuer(tenant, gtin)).importing !== listName(job)) return;
  await imports.dropCodesFrom(tenant, id, (await imports.lastOf(tenant, id)) + 1);
  const { stored = false } = (await imports.get(tenant, id, job.importId)) ?? {};
  if (stored) await imports.dropBucketsOf(tenant, gtin, listName(job), await bucketsOf(documents, job));
  await imports.release(tenant, gtin, job);
}

/** Where the codes of a list may have been put: everywhere, when the list that was read is gone. */
async function bucketsOf(documents: ImportNeeds['documents'], job: SerialImport): Promise<Iterable<number>> {
  const found = new Set<number>();
  try {
    const pieces = documents.pieces(job.key, { ...job, contentType: job.mediaType });
    for await (const item of readList(pieces, job.mediaType))
      if (item.problem === undefined) found.add(hashOf(item.code).bucket);
    return found;
  } catch (error) {
    if (error instanceof DocumentChanged) return Array(BUCKETS).keys();
    throw error;
  }
}
