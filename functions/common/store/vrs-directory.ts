import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type DirectoryEntry, directoryEntry, placesFor } from '#shared/vrs/directory-entry.ts';
import type { AuditRow } from './audit.ts';
import { getRows } from './batches.ts';
import { vrsEntryKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';

export type VrsDirectory = ReturnType<typeof vrsDirectory>;

/** Source of entries that a directory service told of. What a person put stays until a person takes it away. */
const DIRECTORY = 'directory';

/** Who answers verification requests for whom, as a tenant knows it: in the registry table. */
export function vrsDirectory(db: DynamoDBDocumentClient, table: string) {
  const get = async (tenant: string, of: string): Promise<DirectoryEntry | undefined> => {
    const { Item } = await db.send(
      new GetCommand({ TableName: table, Key: vrsEntryKey(tenant, of), ConsistentRead: true }),
    );
    return Item === undefined || isGone(Item) ? undefined : v.parse(directoryEntry, Item);
  };
  return {
    get,
    /** All entries that a GTIN may be found by. */
    entriesFor: async (tenant: string, gtin: string): Promise<DirectoryEntry[]> => {
      const rows = await getRows(
        db,
        table,
        placesFor(gtin).map((of) => vrsEntryKey(tenant, of)),
      );
      return rows.filter((row) => !isGone(row)).map((row) => v.parse(directoryEntry, row));
    },
    /** A page in the order of digits; it may be short, or empty, and still have a next. */
    list: async (tenant: string, limit: number, after?: string) => {
      const query = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': vrsEntryKey(tenant, '').pk },
        Limit: limit,
        ...(after !== undefined && { ExclusiveStartKey: vrsEntryKey(tenant, after) }),
      });
      const { Items = [], LastEvaluatedKey } = await db.send(query);
      const next = LastEvaluatedKey && v.parse(v.string(), LastEvaluatedKey['sk']);
      const standing = Items.filter((item) => !isGone(item));
      return { entries: standing.map((item) => v.parse(directoryEntry, item)), ...(next !== undefined && { next }) };
    },
    /** A person sets an entry, and the trail says so. `changed` when somebody else did meanwhile. */
    put: (tenant: string, entry: DirectoryEntry, was: DirectoryEntry | undefined, audit: AuditRow) => {
      const Item = { ...vrsEntryKey(tenant, entry.of), ...entry };
      const Put = { TableName: table, Item, ...asSeen(was) };
      return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems: [{ Put }, audit] })), 'put', 'changed');
    },
    /** A person takes an entry away. */
    remove: (tenant: string, was: DirectoryEntry, audit: AuditRow) => {
      const Delete = { TableName: table, Key: vrsEntryKey(tenant, was.of), ...asSeen(was) };
      return wonOrLost(
        () => db.send(new TransactWriteCommand({ TransactItems: [{ Delete }, audit] })),
        'removed',
        'changed',
      );
    },
    /** What a directory service tells. `kept` when a person's entry, or a newer one, stands. */
    told: (tenant: string, entry: Omit<DirectoryEntry, 'source'>) => {
      const put = new PutCommand({ TableName: table, ...byService(tenant, entry, '<') });
      return wonOrLost(() => db.send(put), 'put', 'kept');
    },
    /** A directory service took an entry away. Its version stays, so that an older one which is told later does not bring it back. */
    gone: (tenant: string, of: string, version: number) => {
      const put = new PutCommand({ TableName: table, ...byService(tenant, { of, version, gone: true }, '<=') });
      return wonOrLost(() => db.send(put), 'removed', 'kept');
    },
  };
}

/** Changes may come twice and out of order: the newest stands, and a person's word over all of them. */
const byService = (
  tenant: string,
  entry: { readonly of: string; readonly version: number; readonly gone?: true },
  older: '<' | '<=',
) => ({
  Item: { ...vrsEntryKey(tenant, entry.of), ...entry, source: DIRECTORY },
  ConditionExpression: `attribute_not_exists(pk) OR (#source = :directory AND #version ${older} :version)`,
  ExpressionAttributeNames: { '#source': 'source', '#version': 'version' },
  ExpressionAttributeValues: { ':directory': DIRECTORY, ':version': entry.version },
});

const isGone = (row: Readonly<Record<string, unknown>>) => row['gone'] === true;

/** Two people may change an entry at once: the second sees what the first did. */
const asSeen = (was: DirectoryEntry | undefined) =>
  was === undefined
    ? { ConditionExpression: 'attribute_not_exists(pk) OR attribute_exists(gone)' }
    : {
        ConditionExpression: '#version = :seen AND #source = :source',
        ExpressionAttributeNames: { '#version': 'version', '#source': 'source' },
        ExpressionAttributeValues: { ':seen': was.version, ':source': was.source },
      };
