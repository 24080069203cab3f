import { type DynamoDBDocumentClient, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { QueryMessage } from '#shared/epcis/query-message.ts';
import { readQueryMessage } from '#shared/epcis/read-query-message.ts';
import { queryJson } from '#shared/epcis/write-query-message.ts';
import { isRefusal } from '#shared/refusal.ts';
import { isJsonObject } from '#shared/wire/json.ts';
import { parseExactJson } from '#shared/wire/parse-json.ts';
import { isSoapQuery } from '../epcis/soap-query.ts';
import { auditPut, type NewEntry } from './audit.ts';
import { namedQueryKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';

/** A query that a tenant keeps under a name (EPCIS 2.0 REST binding, /queries). */
export interface NamedQuery {
  readonly name: string;
  readonly message: QueryMessage;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  /** Who made it. */
  readonly by: string;
}

const stored = v.object({ sk: v.string(), query: v.string(), createdAt: v.string(), by: v.string() });

/** UTF-16 code units that the JSON of a query may have: an item of the table holds 400 kB, and UTF-8 takes three bytes a unit at most. */
export const LONGEST_QUERY = 120_000;

/** Queries that a tenant may keep, those of SOAP beside them: getQueryNames tells all names at once. */
export const MOST_QUERIES = 1000;

/** Bytes. */
const LONGEST_NAME = 1024;

export type NamedQueries = ReturnType<typeof namedQueries>;

/** Named queries in the registry table. There is no update: delete and create. Both stand with their entry in the audit trail, or not at all. */
export function namedQueries(db: DynamoDBDocumentClient, table: string) {
  const told = (tenant: string, audit?: NewEntry) => (audit === undefined ? [] : [auditPut(table, tenant, audit)]);
  return {
    /** @param audit absent only where nobody asked: in tests */
    create: (tenant: string, { name, message, createdAt, by }: NamedQuery, audit?: NewEntry) => {
      const Item = namedQueryItem(tenant, { name, message, createdAt, by });
      // Two callers may take one name at once: the first has it.
      const Put = { TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' };
      const TransactItems = [{ Put }, ...told(tenant, audit)];
      return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'created', 'exists');
    },

    get: async (tenant: string, name: string): Promise<NamedQuery | undefined> => {
      if (!isName(name)) return undefined;
      const Key = namedQueryKey(tenant, name);
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && readItem(Item);
    },

    /** Queries by name without those of SOAP, at most `limit`; `next` is given as `after` for the page that follows. */
    list: async (tenant: string, after: string | undefined, limit: number) => {
      const queries: NamedQuery[] = [];
      let from = after === undefined ? undefined : namedQueryKey(tenant, after);
      do {
        const page = await db.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': namedQueryKey(tenant, '').pk },
            Limit: limit + 1 - queries.length, // one more shows that there is a next page
            ConsistentRead: true,
            ...(from && { ExclusiveStartKey: from }),
          }),
        );
        queries.push(...(page.Items ?? []).map(readItem).filter(({ name }) => !isSoapQuery(name)));
        from = page.LastEvaluatedKey && namedQueryKey(tenant, v.parse(v.string(), page.LastEvaluatedKey['sk']));
      } while (from !== undefined && queries.length <= limit);
      const next = queries.length > limit ? queries[limit - 1]?.name : undefined;
      return { queries: queries.slice(0, limit), ...(next !== undefined && { next }) };
    },

    /** The names of all queries without those of SOAP, in order. What they ask is not fetched: it may have 360 kB each. */
    names: async (tenant: string): Promise<string[]> => {
      const names: string[] = [];
      let from: Record<string, unknown> | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await db.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': namedQueryKey(tenant, '').pk },
            ProjectionExpression: 'sk',
            ConsistentRead: true,
            ...(from && { ExclusiveStartKey: from }),
          }),
        );
        names.push(...Items.map(({ sk }) => v.parse(v.string(), sk)).filter((name) => !isSoapQuery(name)));
        from = LastEvaluatedKey;
      } while (from !== undefined);
      return names;
    },

    remove: (tenant: string, name: string, audit?: NewEntry) => {
      const Key = namedQueryKey(tenant, name);
      // Two callers may delete one query at once: one of them did it.
      const Delete = { TableName: table, Key, ConditionExpression: 'attribute_exists(pk)' };
      const TransactItems = [{ Delete }, ...told(tenant, audit)];
      return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'removed', 'unknown');
    },
  };
}

/** The row of a query. */
export const namedQueryItem = (tenant: string, { name, message, createdAt, by }: NamedQuery) => ({
  ...namedQueryKey(tenant, name),
  query: queryText(message),
  createdAt,
  by,
});

/** Part of a key: no query has another name. */
const isName = (name: string): boolean => name !== '' && Buffer.byteLength(name) <= LONGEST_NAME;

/** The query as `POST /queries` takes it. */
export const queryText = (message: QueryMessage): string => JSON.stringify(queryJson(message));

function readItem(item: Record<string, unknown>): NamedQuery {
  const { sk: name, query, createdAt, by } = v.parse(stored, item);
  const message = messageOf(query);
  if (message === undefined) throw new UnreadableQuery(`the stored query ${name} cannot be read`);
  return { name, message, createdAt, by };
}

function messageOf(query: string): QueryMessage | undefined {
  try {
    const json = parseExactJson(query);
    const message = isJsonObject(json) ? readQueryMessage(json) : undefined;
    return message === undefined || isRefusal(message) ? undefined : message;
  } catch {
    return undefined;
  }
}

/** What stands in the table is no query: reading it again would not help. */
export class UnreadableQuery extends Error {}
