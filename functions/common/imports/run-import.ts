import { log } from '#common/log.ts';
import { Refused } from '#common/refused.ts';
import { auditPut } from '#common/store/audit.ts';
import { DocumentChanged, type Documents } from '#common/store/documents.ts';
import { bucketRow, CODES_A_ROW, codesRow, type ListedCode } from '#common/store/listed-codes.ts';
import { hasEnded, listName, type SerialImport, type SerialImports } from '#common/store/serial-imports.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import type { ListProblem } from '#shared/messages/pools-api.ts';
import { refuse } from '#shared/refusal.ts';
import type { ImportedPool } from '#shared/serials/pool.ts';
import { checkList, type ListFacts } from './check-list.ts';
import { readList } from './read-list.ts';

export interface ImportNeeds {
  readonly imports: SerialImports;
  readonly pools: Pick<SerialPools, 'find' | 'issuersOf'>;
  readonly documents: Pick<Documents, 'pieces'>;
  readonly registryTable: string;
  readonly now: () => Date;
}

/** How long a worker may take before another one looks after the list. */
const WORK_MS = 16 * 60_000;
/** Pools may be made while a list is compared with those there were. */
const ATTEMPTS = 8;
/** Rows put together. */
const ROWS_AT_ONCE = 100;

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
  if (job.state === 'refused') await clearAway(imports, tenant, pool, job);
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

async function attemptImport(needs: ImportNeeds, tenant: string, job: SerialImport): Promise<SerialImport | undefined> {
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
  await store(imports, tenant, pool, job, open(), facts);
  const row = {
    ...job,
    first: pool.last + 1,
    last: pool.last + facts.columns.size,
    endedAt: needs.now().toISOString(),
  };
  const { lengths, letters } = together(pool, facts);
  const audit = auditPut(needs.registryTable, tenant, {
    at: row.endedAt,
    by: job.by,
    home: job.home,
    act: 'pool-list-imported',
    subject: `pool ${pool.id}`,
    detail: { importId: job.importId, count: facts.columns.size, first: row.first },
  });
  if ((await imports.finish(tenant, { row, pool, issuer, lengths, letters }, [audit])) === 'overtaken')
    return undefined;
  log('list-imported', { tenant, pool: pool.id, importId: job.importId, count: facts.columns.size });
  return { ...row, state: 'imported', count: facts.columns.size };
}

/** Chunks of codes in counter order, then where each code stands. Putting a row again changes nothing. */
async function store(
  imports: SerialImports,
  tenant: string,
  pool: ImportedPool,
  job: SerialImport,
  items: ReturnType<typeof readList>,
  { columns }: ListFacts,
): Promise<void> {
  const first = pool.last + 1;
  const rows = gathered(imports);
  let codes: ListedCode[] = [];
  let from = first;
  for await (const item of items) {
    if (item.problem !== undefined) continue;
    codes.push({ code: item.code, extra: item.extra });
    if (codes.length < CODES_A_ROW) continue;
    await rows.add(codesRow(tenant, pool.id, from, codes));
    from += codes.length;
    codes = [];
  }
  if (codes.length > 0) await rows.add(codesRow(tenant, pool.id, from, codes));
  for (const { bucket, places } of columns.byBucket()) {
    const entries = Array.from(places, (place) => ({ print: columns.at(place).print, counter: first + place }));
    await rows.add(bucketRow(tenant, pool.gtin, bucket, job, entries));
  }
  await rows.end();
}

function gathered(imports: Pick<SerialImports, 'putRows'>) {
  let rows: ReturnType<typeof codesRow>[] = [];
  const end = async () => {
    const now = rows;
    rows = [];
    if (now.length > 0) await imports.putRows(now);
  };
  const add = async (row: ReturnType<typeof codesRow>) => {
    rows.push(row);
    if (rows.length >= ROWS_AT_ONCE) await end();
  };
  return { add, end };
}

function together(pool: ImportedPool, facts: ListFacts) {
  const lengths: Record<string, number> = { ...pool.lengths };
  for (const [length, count] of Object.entries(facts.lengths)) lengths[length] = (lengths[length] ?? 0) + count;
  return { lengths, letters: [...new Set(pool.letters + facts.letters)].toSorted().join('') };
}

async function giveUp(
  { imports, now }: ImportNeeds,
  tenant: string,
  pool: ImportedPool,
  job: SerialImport,
  problems: ListProblem[],
  remedy: string,
): Promise<SerialImport> {
  const row: SerialImport = { ...job, state: 'refused', problems, remedy, endedAt: now().toISOString() };
  if ((await imports.refuse(tenant, row)) === 'ended')
    return (await imports.get(tenant, job.pool, job.importId)) ?? row;
  log('list-refused', { tenant, pool: pool.id, importId: job.importId, problems: problems.length });
  await clearAway(imports, tenant, pool, row);
  return row;
}

/** What an earlier attempt of a refused list has put would lie in the way of the next list. While the claim stands, none comes and the pool's last counter stays. */
async function clearAway(
  imports: SerialImports,
  tenant: string,
  { gtin, id }: ImportedPool,
  job: SerialImport,
): Promise<void> {
  if ((await imports.issuer(tenant, gtin)).importing !== listName(job)) return;
  await imports.dropCodesFrom(tenant, id, (await imports.lastOf(tenant, id)) + 1);
  await imports.release(tenant, gtin, job);
}

const anotherComes = ({ gtin }: ImportedPool) =>
  refuse('busy', `another list of codes comes in for ${gtin}`, {
    remedy: 'it goes on by itself when that one has ended',
  });
