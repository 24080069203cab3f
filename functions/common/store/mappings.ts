import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type Sample, sample } from '#shared/mapping/sample.ts';
import type { Step } from '#shared/master-data/change-version.ts';
import { type ClosedVersion, closedVersion, type MasterHead, masterHead } from '#shared/master-data/version.ts';
import { auditPut, type NewEntry } from './audit.ts';
import { getRows, putRows } from './batches.ts';
import { wonOrLost } from './lost-condition.ts';
import { mappingKey, mappingListKey, mappingSampleKey } from './network-keys.ts';
import { partitionPage } from './partition-page.ts';

/** Grows with every write of the row; what is stored is stored over what was read, or not at all. */
const storedHead = v.object({ sk: v.string(), ...masterHead.entries, writes: v.number() });
const storedVersion = v.object({ sk: v.string(), ...closedVersion.entries });
const storedSample = v.object({ sk: v.string(), sample });

/** A mapping as it was read. */
export interface ReadMapping {
  readonly name: string;
  readonly head: MasterHead;
  readonly writes: number;
}

export type Mappings = ReturnType<typeof mappings>;

/** Mappings in versions and the samples that are kept with them, in the registry table. */
export function mappings(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return {
    get: async (tenant: string, name: string): Promise<ReadMapping | undefined> => {
      const Key = mappingListKey(tenant, name);
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && readOf(Item);
    },
    /** By name, at most `limit`; `next` is given as `after` for the page that follows. */
    list: async (tenant: string, limit: number, after?: string) => {
      const { rows, next } = await partitionPage(here, mappingListKey(tenant, '').pk, {
        limit,
        ascending: true,
        after,
      });
      return { found: rows.map(readOf), ...(next !== undefined && { next }) };
    },
    version: async (tenant: string, name: string, version: number): Promise<ClosedVersion | undefined> => {
      const Key = mappingKey(tenant, name, version);
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && v.parse(closedVersion, Item);
    },
    /** Versions that were decided about, the latest first. */
    versions: async (tenant: string, name: string, limit: number, before?: string) => {
      const { rows, next } = await partitionPage(here, mappingKey(tenant, name, 0).pk, { limit, after: before });
      return {
        found: rows.map((row): ClosedVersion => v.parse(storedVersion, row)),
        ...(next !== undefined && { next }),
      };
    },
    /** Samples by the hash of their content, which is their key: putting one again changes nothing, and versions share them. */
    putSamples: (tenant: string, samples: ReadonlyMap<string, Sample>): Promise<void> =>
      putRows(
        db,
        table,
        [...samples].map(([hash, one]) => ({ ...mappingSampleKey(tenant, hash), sample: one })),
      ),
    samples: async (tenant: string, hashes: readonly string[]): Promise<Sample[]> => {
      const rows = await getRows(
        db,
        table,
        [...new Set(hashes)].map((hash) => mappingSampleKey(tenant, hash)),
      );
      const found = new Map(rows.map((row) => [v.parse(storedSample, row).sk, v.parse(storedSample, row).sample]));
      return hashes.flatMap((hash) => found.get(hash) ?? []);
    },
    /** Stores a step with its audit entry, over what was read. `overtaken`: somebody changed it meanwhile. */
    commit: async (
      tenant: string,
      name: string,
      { read, step, audit }: MappingChange,
    ): Promise<'stored' | 'overtaken'> => {
      const Item = { ...mappingListKey(tenant, name), ...step.head, writes: (read?.writes ?? 0) + 1 };
      // Two people may change one mapping at once, each by what he read: the second looks again.
      const unread =
        read === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : { ConditionExpression: 'writes = :seen', ExpressionAttributeValues: { ':seen': read.writes } };
      // A version is decided about once; its row is never written over.
      const closed = step.closed && {
        Put: {
          TableName: table,
          Item: { ...mappingKey(tenant, name, step.version), ...step.closed },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      };
      const TransactItems = [
        { Put: { TableName: table, Item, ...unread } },
        ...(closed ? [closed] : []),
        auditPut(table, tenant, audit),
      ];
      return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'stored', 'overtaken');
    },
  };
}

/** One step of one mapping. */
export interface MappingChange {
  /** What the step was decided on; undefined when there was nothing. */
  readonly read: Pick<ReadMapping, 'writes'> | undefined;
  readonly step: Step;
  readonly audit: NewEntry;
}

function readOf(item: Record<string, unknown>): ReadMapping {
  const { sk, writes, ...head } = v.parse(storedHead, item);
  return { name: sk, head, writes };
}
