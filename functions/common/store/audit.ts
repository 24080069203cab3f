import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { sha256 } from '#common/sha256.ts';
import { type AuditEntry, auditEntry } from '#shared/access/audit-entry.ts';
import { canonicalJson } from '#shared/wire/canonical-json.ts';
import { auditKey } from './keys.ts';

const stored = v.object({ sk: v.string(), ...auditEntry.entries });

/** An entry that is about to be written; its id follows from what it says. */
export type NewEntry = Omit<AuditEntry, 'id'>;

/** The row of an entry, for the transaction that makes the change. */
export type AuditRow = ReturnType<typeof auditPut>;

/** The last place of a page, so that the next begins behind it. */
export interface AuditPlace {
  /** `2026-03` */
  readonly month: string;
  /** As {@link AuditEntry.id}. */
  readonly id: string;
}

/**
 * The row of a change that a person made, to be written in the transaction that makes the change: neither stands without the other.
 * A row that is there is never written over: the transaction is lost, as when somebody else was faster.
 *
 * @param table the registry table
 * @param tenant whose data was changed
 */
export function auditPut(table: string, tenant: string, entry: NewEntry) {
  // Two changes of one millisecond differ in what they say.
  const id = `${entry.at}#${sha256(canonicalJson(JSON.parse(JSON.stringify(entry)))).slice(0, 22)}`;
  const Item = { ...auditKey(tenant, monthOf(entry.at), id), ...entry };
  // The same change asked for twice within a millisecond is made once; and nothing that is in the trail can be replaced.
  return { Put: { TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' } };
}

/** Time (ISO 8601, UTC) to the month its entries are kept under, `2026-03`. */
export const monthOf = (at: string): string => at.slice(0, 7);

export type Audit = ReturnType<typeof audit>;

/** The audit trail in the registry table. It has no way to change or remove a row. */
export function audit(db: DynamoDBDocumentClient, table: string) {
  return {
    /** One month's entries, newest first: at most `limit`, beginning behind `after`. */
    ofMonth: async (tenant: string, month: string, limit: number, after?: string) => {
      const { Items = [], LastEvaluatedKey } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': auditKey(tenant, month, '').pk },
          ScanIndexForward: false,
          Limit: limit,
          ConsistentRead: true,
          ...(after !== undefined && { ExclusiveStartKey: auditKey(tenant, month, after) }),
        }),
      );
      const entries = Items.map((item): AuditEntry => {
        const { sk, ...entry } = v.parse(stored, item);
        return { id: sk, ...entry };
      });
      return { entries, more: LastEvaluatedKey !== undefined };
    },
  };
}
