import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { wantedVrsSettings } from '#shared/messages/verifications-api.ts';
import type { AuditRow } from './audit.ts';
import { vrsSettingsKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';
import { syncFrom } from './vrs-syncs.ts';

const stored = v.object({ ...wantedVrsSettings.entries, updatedAt: v.optional(v.string(), '') });

/** How a tenant takes part in verification. */
export type VrsSettings = v.InferOutput<typeof stored>;

export type VrsSettingsStore = ReturnType<typeof vrsSettings>;

/** Settings in the registry table; the row that has the directory fetched in the deliveries table. */
export function vrsSettings(db: DynamoDBDocumentClient, table: string, deliveriesTable: string) {
  return {
    /** Those in force; where none were set, nothing is shown and nothing demanded. */
    get: async (tenant: string): Promise<VrsSettings> => getSettings(db, table, tenant),

    /** Sets them, has the directory fetched from now on or no more, and says so in the audit trail: all or nothing. */
    put: (tenant: string, settings: VrsSettings, at: Date, audit: AuditRow) => {
      const TransactItems = [
        { Put: { TableName: table, Item: { ...vrsSettingsKey(tenant), ...settings } } },
        { Update: { TableName: deliveriesTable, ...syncFrom(tenant, settings.directoryUrl, at) } },
        audit,
      ];
      // Lost only to the same change within the same millisecond: the trail has it already.
      return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'set', 'lost');
    },
  };
}

/** For who only reads them. */
export async function getSettings(db: DynamoDBDocumentClient, table: string, tenant: string): Promise<VrsSettings> {
  const get = new GetCommand({ TableName: table, Key: vrsSettingsKey(tenant), ConsistentRead: true });
  return v.parse(stored, (await db.send(get)).Item ?? {});
}
