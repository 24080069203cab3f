import { entryOf } from '#common/entry-of.ts';
import { auditPut } from '#common/store/audit.ts';
import type { SerialImport } from '#common/store/serial-import-row.ts';
import type { ImportedPool } from '#shared/serials/pool.ts';
import type { ListFacts } from './check-list.ts';
import type { ImportNeeds } from './import-needs.ts';

interface Stored {
  readonly job: SerialImport;
  readonly pool: ImportedPool;
  readonly facts: ListFacts;
}

/** What a list that is stored makes of its import and its pool, and the row of the audit trail. */
export function arrivedList(
  { now, registryTable }: Pick<ImportNeeds, 'now' | 'registryTable'>,
  tenant: string,
  { job, pool, facts }: Stored,
) {
  const { size: count } = facts.columns;
  const first = pool.last + 1;
  const row = { ...job, first, last: pool.last + count, endedAt: now().toISOString() };
  const detail = { importId: job.importId, count, first };
  const who = { caller: job.by, home: job.home };
  const entry = entryOf(who, row.endedAt, 'pool-list-imported', `pool ${pool.id}`, { detail });
  return { row, ...together(pool, facts), audit: auditPut(registryTable, tenant, entry) };
}

function together(pool: ImportedPool, facts: ListFacts) {
  const lengths: Record<string, number> = { ...pool.lengths };
  for (const [length, count] of Object.entries(facts.lengths)) lengths[length] = (lengths[length] ?? 0) + count;
  return { lengths, letters: [...new Set(pool.letters + facts.letters)].toSorted().join('') };
}
