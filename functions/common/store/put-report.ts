import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { LotReport } from '#shared/messages/agent-to-cloud.ts';
import { lotAnnounced } from './announced-lots.ts';
import { getLot } from './get-lot.ts';
import { wonOrLost } from './lost-condition.ts';
import { type LotTables, lotKey, packerOf, pointerKey, reportedKey } from './lot-keys.ts';

/** True when a report that is kept ends later than another, which it corrects: that one is over, whenever it comes. */
export const isOver = (kept: LotReport | undefined, { closedAt }: Pick<LotReport, 'closedAt'>): boolean =>
  kept !== undefined && Date.parse(kept.closedAt) > Date.parse(closedAt);

/** Keeps the line's report, unless a later one is kept. Repeating it is harmless. */
export async function putReport(here: LotTables, tenant: string, report: LotReport, at: Date) {
  const lot = await getLot(here, tenant, report.gtin, report.lot);
  if (lot === undefined || isOver(lot.report, report)) return 'not-stored';
  const { gtin, createdAt } = lot;
  const waits = { packer: packerOf(lot), reportedAt: at.toISOString(), gtin, lot: lot.lot, createdAt };
  const TransactItems = [
    { Update: reportUpdate(here.table, tenant, report, { at, before: lot.report?.closedAt }) },
    { Delete: { TableName: here.table, Key: pointerKey(tenant, lot) } },
    { Put: { TableName: here.table, Item: { ...reportedKey(tenant, lot), ...waits } } },
    // A corrected report closes it again.
    lotAnnounced(here.deliveriesTable, tenant, 'lot.closed', lot, at.toISOString(), report.closedAt),
  ];
  return wonOrLost(() => here.db.send(new TransactWriteCommand({ TransactItems })), 'stored', 'not-stored');
}

interface Kept {
  readonly at: Date;
  /** The end that the report told which this one replaces. */
  readonly before: string | undefined;
}

function reportUpdate(table: string, tenant: string, report: LotReport, { at, before }: Kept) {
  const unmoved = before === undefined ? 'attribute_not_exists(report)' : 'report.closedAt = :before';
  return {
    TableName: table,
    Key: lotKey(tenant, report.gtin, report.lot),
    UpdateExpression: 'SET report = :report, reportedAt = :at, #state = :reported',
    // A doubled report may come after the release. And of a site that gives an order up, and its line that reports it, one is wrong: what
    // comes first stands, and the other is refused. Of two reports at once the later end stays: who lost reads the other, and judges anew.
    ConditionExpression: `#order = :order AND #state <> :released AND #state <> :cancelled AND ${unmoved}`,
    ExpressionAttributeNames: { '#state': 'state', '#order': 'order' },
    ExpressionAttributeValues: {
      ':report': report,
      ':at': at.toISOString(),
      ':reported': 'reported',
      ':released': 'released',
      ':cancelled': 'cancelled',
      ':order': report.order,
      ...(before !== undefined && { ':before': before }),
    },
  };
}
