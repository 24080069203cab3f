import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Lot, ReleaseRecord } from '#shared/messages/lots-api.ts';
import { lotAnnounced } from './announced-lots.ts';
import { auditPut, type NewEntry } from './audit.ts';
import { due } from './due.ts';
import { releaseKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';
import { type LotTables, lotKey, reportedKey } from './lot-keys.ts';

/** How long after the release `sweep` wakes the planner when its message was lost. */
const PLAN_WITHIN_MS = 15_000;

/** Releases the lot, writes the row that makes the planner report it, and what the audit trail says of it: all or nothing. */
export function releaseOnReport(
  { db, table, deliveriesTable }: LotTables,
  tenant: string,
  lot: Lot,
  record: ReleaseRecord,
  audit: NewEntry,
) {
  const TransactItems = [
    ...releaseRows(table, deliveriesTable, tenant, lot, record),
    lotAnnounced(deliveriesTable, tenant, 'lot.released', lot, record.signature.at),
    auditPut(table, tenant, audit),
  ];
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'released', 'not-reported');
}

function releaseRows(table: string, deliveriesTable: string, tenant: string, judged: Lot, record: ReleaseRecord) {
  const { gtin, lot, reportedAt: seen } = judged;
  const { by, at } = record.signature;
  const wakeAt = new Date(Date.parse(at) + PLAN_WITHIN_MS);
  return [
    {
      Update: {
        TableName: table,
        Key: lotKey(tenant, gtin, lot),
        UpdateExpression: 'SET #state = :released, releasedAt = :at, releasedBy = :by, #release = :record',
        // Two people may release at once: one release, one set of reports. And a corrected report may come in
        // between: what is released is the report that was judged.
        ConditionExpression: '#state = :reported AND reportedAt = :seen',
        ExpressionAttributeNames: { '#state': 'state', '#release': 'release' },
        ExpressionAttributeValues: {
          ':released': 'released',
          ':reported': 'reported',
          ':at': at,
          ':by': by,
          ':record': record,
          ':seen': seen,
        },
      },
    },
    { Delete: { TableName: table, Key: reportedKey(tenant, judged) } },
    {
      Put: {
        TableName: deliveriesTable,
        Item: { ...releaseKey(tenant, gtin, lot), ...due(tenant, wakeAt, 'plan', { tenant, release: { gtin, lot } }) },
      },
    },
  ];
}
