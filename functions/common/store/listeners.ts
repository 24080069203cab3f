import { type DynamoDBDocumentClient, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { wantedListener } from '#shared/announcements/listeners-api.ts';
import type { AuditRow } from './audit.ts';
import { newListenerRun } from './listener-run-row.ts';
import { wonOrLost } from './lost-condition.ts';
import { listenerKey, listenerRunKey } from './network-keys.ts';

/** Listeners of a tenant, at most. */
export const MOST_LISTENERS = 50;

const storedListener = v.object({
  tenant: v.string(),
  listener: v.string(),
  ...wantedListener.entries,
  /** Of its secret; a higher one is a new secret. */
  secretGeneration: v.number(),
  /** When that was made: for a day both are in use. */
  rotatedAt: v.optional(v.string()),
  /** A person has it told nothing for now. */
  paused: v.boolean(),
  createdAt: v.string(),
  updatedAt: v.string(),
  /** Grows with every change. */
  version: v.number(),
});

/** Who is told of business events, of which, and where. */
export type Listener = v.InferOutput<typeof storedListener>;

export type Listeners = ReturnType<typeof listeners>;

/** Listeners in the deliveries table, each beside the run that says how far it was told. */
export function listeners(db: DynamoDBDocumentClient, table: string) {
  return {
    get: async (tenant: string, listener: string): Promise<Listener | undefined> => {
      const Key = listenerKey(tenant, listener);
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && v.parse(storedListener, Item);
    },

    /** By id. A tenant has a few. */
    list: async (tenant: string): Promise<Listener[]> => {
      const query = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': listenerKey(tenant, '').pk },
        ConsistentRead: true,
      });
      return ((await db.send(query)).Items ?? []).map((item) => v.parse(storedListener, item));
    },

    /** Makes a listener that is told everything behind a place, with what the audit trail says of it. */
    create: (row: Listener, place: string, audit: AuditRow) => {
      const { tenant, listener } = row;
      const TransactItems = [
        {
          Put: {
            TableName: table,
            Item: { ...listenerKey(tenant, listener), ...row },
            ConditionExpression: 'attribute_not_exists(pk)', // the same request may come twice at once: it makes one listener
          },
        },
        { Put: { TableName: table, Item: newListenerRun(tenant, listener, place) } },
        audit,
      ];
      return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'created', 'exists');
    },

    /** Changes a listener as it was read. */
    change: (was: Listener, to: Partial<Listener>, at: Date, audit: AuditRow) => {
      const { tenant, listener, version } = was;
      const Item = {
        ...listenerKey(tenant, listener),
        ...was,
        ...to,
        updatedAt: at.toISOString(),
        version: version + 1,
      };
      const Put = {
        TableName: table,
        Item,
        ConditionExpression: 'version = :seen', // two people may change it at once: the second looks again
        ExpressionAttributeValues: { ':seen': version },
      };
      return wonOrLost(
        () => db.send(new TransactWriteCommand({ TransactItems: [{ Put }, audit] })),
        'changed',
        'moved',
      );
    },

    /** Ends a listener, and its run. What it was told stays in its log for its thirty days. */
    remove: ({ tenant, listener, version }: Listener, audit: AuditRow) => {
      const TransactItems = [
        {
          Delete: {
            TableName: table,
            Key: listenerKey(tenant, listener),
            ConditionExpression: 'version = :seen', // somebody may have ended it and made another of that name
            ExpressionAttributeValues: { ':seen': version },
          },
        },
        { Delete: { TableName: table, Key: listenerRunKey(tenant, listener) } },
        audit,
      ];
      return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'removed', 'moved');
    },
  };
}
