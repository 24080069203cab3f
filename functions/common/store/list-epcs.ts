import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { ciphersOf, type PoolCipher } from '#common/pool-cipher.ts';
import { expandBlock } from '#shared/serials/expand-block.ts';
import type { Pool } from '#shared/serials/pool.ts';
import { allOf } from './find-refs.ts';
import { itemsIn, refsIn } from './index-refs.ts';
import { EPC_BUCKETS, hasBit, ownKey, RUN } from './index-rows.ts';
import { foreignEpcKey } from './keys.ts';
import { listValues } from './list-values.ts';
import { POOLS } from './marks.ts';
import type { SerialPools } from './serial-pools.ts';

export interface EpcPage {
  readonly epcs: string[];
  readonly next?: string;
}

interface Needs {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
  readonly pools: Pick<SerialPools, 'get' | 'codesFrom'>;
  readonly cipher: PoolCipher;
}

/** Runs looked into for one page: a pool may have issued many serials that no event names yet. */
const MOST_RUNS = 100;
/** Rows of foreign EPCs read for one page: an EPC with many events has many. */
const MOST_ROWS = 5_000;
/** Pools of a tenant. */
const MOST_POOLS = 10_000;

/** Where a page begins: in a pool's counters, or behind an EPC in a bucket of foreign ones. */
const position = v.union([
  v.object({ pool: v.string(), counter: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
  v.object({ bucket: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(EPC_BUCKETS - 1)), after: v.string() }),
]);
type Position = v.InferOutput<typeof position>;

/**
 * Every EPC that events of a tenant name, canonical, a page at a time: those of our own pools in counter order, then foreign ones. A page may
 * hold fewer than `limit` though another follows.
 *
 * @throws SyntaxError or ValiError when `after` was not made here
 */
export async function listEpcs(
  needs: Needs,
  tenant: string,
  after: string | undefined,
  limit: number,
): Promise<EpcPage> {
  const from: Position | undefined = after === undefined ? undefined : v.parse(position, JSON.parse(after));
  const epcs: string[] = [];
  let next: Position | undefined = from;
  if (from === undefined || 'pool' in from) {
    next = await ownEpcs(needs, tenant, from, limit, epcs);
    if (next !== undefined) return { epcs, next: JSON.stringify(next) };
    next = { bucket: 0, after: '' };
  }
  if (next !== undefined && 'bucket' in next) next = await foreignEpcs(needs, tenant, next, limit, epcs);
  return next === undefined ? { epcs } : { epcs, next: JSON.stringify(next) };
}

async function ownEpcs(
  needs: Needs,
  tenant: string,
  from: { pool: string; counter: number } | undefined,
  limit: number,
  epcs: string[],
): Promise<Position | undefined> {
  const { values: pools } = await listValues(needs.db, needs.table, tenant, POOLS, '', MOST_POOLS);
  let runs = 0;
  for (const id of pools.filter((pool) => from === undefined || pool >= from.pool)) {
    const pool = await needs.pools.get(tenant, id);
    const start = from?.pool === id ? from.counter : 0;
    for (let counter = start; counter < pool.next; counter = (Math.floor(counter / RUN) + 1) * RUN) {
      if (++runs > MOST_RUNS) return { pool: id, counter };
      for (const named of await namedCounters(needs, tenant, id, counter)) {
        if (epcs.length === limit) return { pool: id, counter: named };
        epcs.push(await epcOf(needs, tenant, pool, named));
      }
    }
  }
  return undefined;
}

/** Counters of a run, from one on, that any event names. */
async function namedCounters({ db, table }: Needs, tenant: string, pool: string, from: number): Promise<number[]> {
  const { pk } = ownKey(tenant, { pool, counter: from }, '');
  const refs = await allOf(refsIn(db, table, { pk }, { ascending: true }));
  const bitmaps = refs.flatMap(({ bits }) => Object.values(bits));
  const end = (Math.floor(from / RUN) + 1) * RUN;
  return Array.from({ length: end - from }, (_, i) => from + i).filter((counter) =>
    bitmaps.some((bits) => hasBit(bits, counter)),
  );
}

async function epcOf({ cipher, pools }: Needs, tenant: string, pool: Pool, counter: number): Promise<string> {
  const code = await codeOf({ cipher, pools }, tenant, pool, counter);
  const path = pool.kind === 'sscc' ? `00/${code}` : `01/${pool.gtin}/21/${encodeURIComponent(code)}`;
  return `https://id.gs1.org/${path}`;
}

async function codeOf({ cipher, pools }: Pick<Needs, 'cipher' | 'pools'>, tenant: string, pool: Pool, counter: number) {
  if (pool.kind !== 'imported') {
    const [code = ''] = expandBlock(pool, { first: counter, last: counter }, await ciphersOf(cipher, tenant, pool));
    return code;
  }
  for await (const { codes } of pools.codesFrom(tenant, pool.id, counter, counter)) return codes[0]?.code ?? '';
  return '';
}

const withKey = v.object({ sk: v.string() });

async function foreignEpcs(
  { db, table }: Needs,
  tenant: string,
  from: { bucket: number; after: string },
  limit: number,
  epcs: string[],
): Promise<Position | undefined> {
  let rows = 0;
  let { after } = from;
  for (let bucket = from.bucket; bucket < EPC_BUCKETS; bucket++) {
    const { pk } = foreignEpcKey(tenant, bucket, '', '');
    // Rows of one EPC stand together: behind it is whatever sorts after all its rows.
    const low = after === '' ? ' ' : `${after}\n~`;
    for await (const row of itemsIn(db, table, { pk }, [low, '\u{10ffff}'], true)) {
      const epc = v.parse(withKey, row).sk.split('\n')[0] ?? '';
      if (epc === after) {
        if (++rows > MOST_ROWS) return { bucket, after };
        continue;
      }
      if (epcs.length === limit) return { bucket, after };
      after = epc;
      // One too long for a key stands there as its hash, which is no EPC.
      if (!epc.startsWith('sha-256:')) epcs.push(epc);
    }
    after = '';
  }
  return undefined;
}
