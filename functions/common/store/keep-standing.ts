import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Lot } from '#shared/messages/lots-api.ts';
import type { OrderStanding, RevisionContent } from '#shared/messages/orders-api.ts';
import type { Stood } from '#shared/orders/judge-standing.ts';
import { revisionsOf } from '#shared/orders/revisions.ts';
import { lotAnnounced } from './announced-lots.ts';
import { auditPut, type NewEntry } from './audit.ts';
import { wonOrLost } from './lost-condition.ts';
import { type LotTables, pointerKey } from './lot-keys.ts';
import { updateExpression } from './update-expression.ts';
import { updateOfRead } from './update-of-read.ts';

/** Keeps how the order of a lot as it was read stands at its site, and what that makes of the lot. `lost`: the lot is another by now. */
export function keepStanding(
  { db, table, deliveriesTable }: LotTables,
  tenant: string,
  lot: Lot,
  told: OrderStanding,
  { content, isCancelled }: Stood,
  audit: NewEntry,
) {
  const set = {
    standing: told,
    ...(content !== undefined && { runs: told.runs, ...content }),
    ...(isCancelled && { state: 'cancelled' }),
  };
  // The order as it was made stays known when the lot takes the content of another revision.
  const all = { revisions: revisionsOf(lot), ...set };
  const Update = updateOfRead(table, tenant, lot, updateExpression(all, leftOut(content), ['revisions']));
  const TransactItems = [
    { Update },
    ...(isCancelled ? [{ Delete: { TableName: table, Key: pointerKey(tenant, lot) } }] : []),
    ...(hasBegun(lot, told) ? [lotAnnounced(deliveriesTable, tenant, 'lot.begun', lot, told.at, 'begun')] : []),
    auditPut(table, tenant, audit),
  ];
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'stored', 'lost');
}

/** It runs for the first time, or after it was cleared for once more: that is one beginning. */
const hasBegun = ({ standing }: Lot, { state }: OrderStanding): boolean =>
  state === 'running' && standing?.state !== 'running';

/** Members that a lot may have of another revision and that this one leaves out. */
const leftOut = (content: RevisionContent | undefined) =>
  content === undefined ? [] : (['manufactured', 'bulkLot'] as const).filter((name) => content[name] === undefined);
