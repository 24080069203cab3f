import { type DynamoDBDocumentClient, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { services, versions } from '#shared/regimes/eu/nmvs/operations.ts';
import type { AuditRow } from './audit.ts';
import { nmvsAccessKey, nmvsFetchKey } from './keys.ts';
import { dueAt } from './leased-rows.ts';
import { wonOrLost } from './lost-condition.ts';
import { fetchWork } from './nmvs-fetches.ts';
import { updateExpression } from './update-expression.ts';

const storedAccess = v.object({
  country: v.string(),
  version: v.picklist(versions),
  /** Host and port of each service, as URL without a path. */
  services: v.object(v.entriesFromList(services, v.optional(v.string()))),
  /** Base URL of whoever tells alerts. */
  alertsUrl: v.optional(v.string()),
  clientLoginId: v.string(),
  userId: v.string(),
  /** Name of the secret. */
  secret: v.string(),
  language: v.string(),
  updatedAt: v.string(),
});

/** How a tenant reaches a country's NMVS. Password and private key are in the secret that it names. */
export type NmvsAccess = v.InferOutput<typeof storedAccess>;

export type NmvsAccesses = ReturnType<typeof nmvsAccesses>;

/** Accesses in the registry table; the row that has their alerts fetched in the deliveries table. */
export function nmvsAccesses(db: DynamoDBDocumentClient, table: string, deliveriesTable: string) {
  return {
    get: async (tenant: string, country: string): Promise<NmvsAccess | undefined> => {
      const get = new GetCommand({ TableName: table, Key: nmvsAccessKey(tenant, country), ConsistentRead: true });
      const { Item } = await db.send(get);
      return Item && v.parse(storedAccess, Item);
    },

    /** All of a tenant's: one for each country at most. */
    list: async (tenant: string): Promise<NmvsAccess[]> => {
      const query = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': nmvsAccessKey(tenant, '').pk },
        ConsistentRead: true,
      });
      return ((await db.send(query)).Items ?? []).map((item) => v.parse(storedAccess, item));
    },

    /** Sets an access, has its alerts fetched from now on or no more, and says so in the audit trail: all or nothing. */
    put: (tenant: string, access: NmvsAccess, at: Date, audit: AuditRow) => {
      const Item = { ...nmvsAccessKey(tenant, access.country), ...access };
      const TransactItems = [
        { Put: { TableName: table, Item } },
        { Update: { TableName: deliveriesTable, ...fetchFrom(tenant, access, at) } },
        audit,
      ];
      // Lost only to the same change within the same millisecond: the trail has it already.
      return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'set', 'lost');
    },
  };
}

/** Where fetching has come to stays as it is: what was fetched is not fetched again. */
function fetchFrom(tenant: string, { country, alertsUrl }: NmvsAccess, at: Date) {
  const Key = nmvsFetchKey(tenant, country);
  if (alertsUrl === undefined)
    return { Key, ...updateExpression({ attempts: 0 }, ['notBefore', 'duePk', 'dueAt', 'wake']) };
  const begun = { tenant, country, place: '', attempts: 0, ...dueAt(fetchWork(tenant, country), at) };
  return { Key, ...updateExpression(begun, [], ['place']) };
}
