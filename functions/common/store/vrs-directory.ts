import {
  DeleteCommand,
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
    return Item && v.parse(directoryEntry, Item);
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
      return rows.map((row) => v.parse(directoryEntry, row));
    },
    /** A page in the order of digits. */
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
      return { entries: Items.map((item) => v.parse(directoryEntry, item)), ...(next !== undefined && { next }) };
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
      const Item = { ...vrsEntryKey(tenant, entry.of), ...entry, source: DIRECTORY };
      const put = new PutCommand({
        TableName: table,
        Item,
        // Changes may come twice and out of order: the newest stands, and a person's word over all of them.
        ConditionExpression: 'attribute_not_exists(pk) OR (#source = :directory AND #version < :version)',
        ExpressionAttributeNames: { '#source': 'source', '#version': 'version' },
        ExpressionAttributeValues: { ':directory': DIRECTORY, ':version': entry.version },
      });
      return wonOrLost(() => db.send(put), 'put', 'kept');
    },
    /** A directory service took an entry away. */
    gone: (tenant: string, of: string, version: number) => {
      const remove = new DeleteCommand({
        TableName: table,
        Key: vrsEntryKey(tenant, of),
        ConditionExpression: '#source = :directory AND #version <= :version', // as above
        ExpressionAttributeNames: { '#source': 'source', '#version': 'version' },
        ExpressionAttributeValues: { ':directory': DIRECTORY, ':version': version },
      });
      return wonOrLost(() => db.send(remove), 'removed', 'kept');
    },
  };
}

/** Two people may change an entry at once: the second sees what the first did. */
const asSeen = (was: DirectoryEntry | undefined) =>
  was === undefined
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: '#version = :seen AND #source = :source',
        ExpressionAttributeNames: { '#version': 'version', '#source': 'source' },
        ExpressionAttributeValues: { ':seen': was.version, ':source': was.source },
      };
