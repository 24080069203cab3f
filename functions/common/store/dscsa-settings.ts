import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { dscsaSettings as shape } from '#shared/messages/dscsa-api.ts';
import type { AuditRow } from './audit.ts';
import { dscsaSettingsKey } from './dscsa-keys.ts';
import { wonOrLost } from './lost-condition.ts';

const stored = v.object({ ...shape.entries, updatedAt: v.optional(v.string(), '') });
export type DscsaSettings = v.InferOutput<typeof stored>;

export type DscsaSettingsStore = ReturnType<typeof dscsaSettings>;

/** Whom a tenant tells of its duties, and under which name. In the registry table. */
export function dscsaSettings(db: DynamoDBDocumentClient, table: string) {
  return {
    /** Those in force; where none were set, nothing is sent by itself. */
    get: async (tenant: string): Promise<DscsaSettings> => {
      const get = new GetCommand({ TableName: table, Key: dscsaSettingsKey(tenant), ConsistentRead: true });
      return v.parse(stored, (await db.send(get)).Item ?? {});
    },
    put: (tenant: string, settings: DscsaSettings, audit: AuditRow) => {
      const TransactItems = [{ Put: { TableName: table, Item: { ...dscsaSettingsKey(tenant), ...settings } } }, audit];
      // Lost only to the same change within the same millisecond: the trail has it already.
      return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'set', 'lost');
    },
  };
}
