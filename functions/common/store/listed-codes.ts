import { createHash } from 'node:crypto';
import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { deleteRows, inLanes, type Row } from './batches.ts';
import { codeBucketKey, listedCodesKey } from './keys.ts';
import type { Here } from './serial-pools-find.ts';

/** Codes of one row: with crypto tails some 40 kB. */
export const CODES_A_ROW = 512;
/** Rows over which the codes of a GTIN are spread by their hash: with a hundred million of them one holds 6,000, 80 kB. */
export const BUCKETS = 16_384;
/** Counters of one partition, as their key has it. */
const PARTITION = 65_536;
/** Bytes of a code in its bucket: six of its hash, six of its counter. */
const ENTRY = 12;

/** A code as it was imported. The tail is a secret between issuer and pack: it is never logged. */
export interface ListedCode {
  readonly code: string;
  /** What stands behind it on the pack, by application identifier, e.g. 91 and 92. */
  readonly extra?: Readonly<Record<string, string>>;
}

export interface ListedPlace {
  readonly pool: string;
  readonly counter: number;
}

const storedCodes = v.object({
  first: v.number(),
  codes: v.string(),
  extra: v.exactOptional(v.record(v.string(), v.string()), {}),
});

/** The row of codes from one counter on: at most `CODES_A_ROW`. No code holds a line feed (GS1 character set 82). */
export function codesRow(tenant: string, pool: string, first: number, codes: readonly ListedCode[]): Row {
  const ais = [...new Set(codes.flatMap(({ extra = {} }) => Object.keys(extra)))];
  const extra = Object.fromEntries(ais.map((ai) => [ai, codes.map((code) => code.extra?.[ai] ?? '').join('\n')]));
  return {
    ...listedCodesKey(tenant, pool, first),
    first,
    codes: codes.map(({ code }) => code).join('\n'),
    ...(ais.length > 0 && { extra }),
  };
}

function codesOf(row: unknown): { first: number; codes: ListedCode[] } {
  const { first, codes, extra } = v.parse(storedCodes, row);
  const columns = Object.entries(extra).map(([ai, text]) => [ai, text.split('\n')] as const);
  const list = codes.split('\n').map((code, i): ListedCode => {
    const own = columns.map(([ai, column]) => [ai, column[i] ?? ''] as const).filter(([, value]) => value !== '');
    return { code, ...(own.length > 0 && { extra: Object.fromEntries(own) }) };
  });
  return { first, codes: list };
}

/** Codes from counter `first` to `last`, a row's worth at a time. */
export async function* codesFrom(
  { db, table }: Here,
  tenant: string,
  pool: string,
  first: number,
  last: number,
): AsyncGenerator<{ first: number; codes: ListedCode[] }> {
  for (let counter = first; counter <= last; ) {
    // A row begins at most so many counters before the one that is wanted, maybe in the partition before.
    const [begin, before] = [Math.max(0, counter - CODES_A_ROW + 1), listedCodesKey(tenant, pool, counter)];
    const partitions = [...new Set([listedCodesKey(tenant, pool, begin).pk, before.pk])];
    let came = false;
    for (const pk of partitions)
      for await (const row of rowsBetween({ db, table }, pk, begin, last)) {
        const from = Math.max(counter, row.first);
        const codes = row.codes.slice(from - row.first, last - row.first + 1);
        if (codes.length === 0) continue;
        if (from !== counter) throw new Error(`pool ${pool} of ${tenant} has no code ${counter}`);
        yield { first: from, codes };
        counter = from + codes.length;
        came = true;
      }
    if (!came) throw new Error(`pool ${pool} of ${tenant} has no code ${counter}`);
  }
}

async function* rowsBetween({ db, table }: Here, pk: string, from: number, to: number) {
  const sk = (counter: number) => listedCodesKey('', '', counter).sk;
  for (let start: Row | undefined; ; ) {
    const { Items = [], LastEvaluatedKey } = await db.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':pk': pk, ':from': sk(from), ':to': sk(to) },
        ConsistentRead: true,
        Limit: 64, // some megabytes at most
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    for (const item of Items) yield codesOf(item);
    if (LastEvaluatedKey === undefined) return;
    start = LastEvaluatedKey;
  }
}

/** The bucket of a code, what tells it from others there, and more to tell those of one list apart: 14, 48 and 32 bits of its hash. */
export function hashOf(code: string): { bucket: number; print: number; more: number } {
  const digest = createHash('sha256').update(code).digest();
  return { bucket: digest.readUInt16BE(0) % BUCKETS, print: digest.readUIntBE(2, 6), more: digest.readUInt32BE(8) };
}

/** What one list has in one bucket. */
export function bucketRow(
  tenant: string,
  gtin: string,
  bucket: number,
  list: { pool: string; importId: string },
  entries: readonly { print: number; counter: number }[],
): Row {
  const bytes = Buffer.alloc(ENTRY * entries.length);
  for (const [i, { print, counter }] of entries.entries()) {
    bytes.writeUIntBE(print, ENTRY * i, 6);
    bytes.writeUIntBE(counter, ENTRY * i + 6, 6);
  }
  return { ...codeBucketKey(tenant, gtin, bucket, `${list.pool}#${list.importId}`), pool: list.pool, bytes };
}

const storedBucket = v.object({ sk: v.string(), pool: v.string(), bytes: v.instance(Uint8Array) });

export interface BucketEntry extends ListedPlace {
  readonly print: number;
  /** Pool and import, as the row is called. */
  readonly list: string;
}

/** What all lists of a GTIN have in one bucket. Of a list that was not brought in to its end there may be some, too. */
export async function readBucket(
  { db, table }: Here,
  tenant: string,
  gtin: string,
  bucket: number,
): Promise<BucketEntry[]> {
  const entries: BucketEntry[] = [];
  for (let start: Row | undefined; ; ) {
    const { Items = [], LastEvaluatedKey } = await db.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': codeBucketKey(tenant, gtin, bucket, '').pk },
        ConsistentRead: true,
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    for (const item of Items) {
      const { sk: list, pool, bytes } = v.parse(storedBucket, item);
      const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      for (let at = 0; at < view.length; at += ENTRY)
        entries.push({ list, pool, print: view.readUIntBE(at, 6), counter: view.readUIntBE(at + 6, 6) });
    }
    if (LastEvaluatedKey === undefined) return entries;
    start = LastEvaluatedKey;
  }
}

/** The places of those codes that stand in a list. Whether their pool has issued them, its counter tells. */
export async function findCodes(
  here: Here,
  tenant: string,
  gtin: string,
  codes: readonly string[],
): Promise<Map<string, ListedPlace>> {
  const byBucket = new Map<number, { code: string; print: number }[]>();
  for (const code of new Set(codes)) {
    const { bucket, print } = hashOf(code);
    byBucket.set(bucket, [...(byBucket.get(bucket) ?? []), { code, print }]);
  }
  const found = new Map<string, ListedPlace>();
  await inLanes([...byBucket], async ([bucket, wanted]) => {
    const entries = await readBucket(here, tenant, gtin, bucket);
    for (const { code, print } of wanted)
      for (const { pool, counter, print: own } of entries)
        if (own === print && (await codeAt(here, tenant, pool, counter)) === code) found.set(code, { pool, counter });
  });
  return found;
}

/** The code under a counter of an imported pool, if a row holds one. */
export async function codeAt(here: Here, tenant: string, pool: string, counter: number): Promise<string | undefined> {
  const begin = Math.max(0, counter - CODES_A_ROW + 1);
  const partitions = new Set([listedCodesKey(tenant, pool, counter).pk, listedCodesKey(tenant, pool, begin).pk]);
  for (const pk of partitions) {
    const { Items = [] } = await here.db.send(
      new QueryCommand({
        TableName: here.table,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':pk': pk,
          ':from': listedCodesKey('', '', begin).sk,
          ':to': listedCodesKey('', '', counter).sk,
        },
        ConsistentRead: true,
        ScanIndexForward: false,
        Limit: 1,
      }),
    );
    if (Items[0] === undefined) continue;
    const { first, codes } = codesOf(Items[0]);
    return codes[counter - first]?.code;
  }
  return undefined;
}

/** Removes rows of codes from a counter on: of a list that was given up. They stand in the partitions that follow one another. */
export async function dropCodesFrom(here: Here, tenant: string, pool: string, first: number): Promise<void> {
  for (let from = first, found = true; found; from = (Math.floor(from / PARTITION) + 1) * PARTITION) {
    const { pk } = listedCodesKey(tenant, pool, from);
    found = false;
    for await (const { first: sk } of rowsBetween(here, pk, from, Number.MAX_SAFE_INTEGER)) {
      found = true;
      await here.db.send(new DeleteCommand({ TableName: here.table, Key: listedCodesKey(tenant, pool, sk) }));
    }
  }
}

/** Removes what a list that was given up has in buckets of its GTIN. Removing a row that is not there changes nothing. */
export async function dropBucketsOf(
  here: Here,
  tenant: string,
  gtin: string,
  list: string,
  buckets: Iterable<number>,
): Promise<void> {
  const keys = Array.from(buckets, (bucket) => codeBucketKey(tenant, gtin, bucket, list));
  await deleteRows(here.db, here.table, keys);
}
