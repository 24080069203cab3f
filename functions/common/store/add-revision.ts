import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Lot } from '#shared/messages/lots-api.ts';
import type { OrderRevision } from '#shared/messages/orders-api.ts';
import { revisionsOf } from '#shared/orders/revisions.ts';
import { auditPut, type NewEntry } from './audit.ts';
import { wonOrLost } from './lost-condition.ts';
import type { LotTables } from './lot-keys.ts';
import type { Also } from './serial-pools-create.ts';
import { updateExpression } from './update-expression.ts';
import { updateOfRead } from './update-of-read.ts';

/** Adds a revision to the order of a lot as it was read, and what is written with it. `lost`: the lot is another by now. */
export function addRevision(
  { db, table }: LotTables,
  tenant: string,
  lot: Lot,
  made: OrderRevision,
  audit: NewEntry,
  also: Also = [],
) {
  const Update = updateOfRead(table, tenant, lot, {
    ...updateExpression({ revision: made.revision, revisions: [...revisionsOf(lot), made] }),
  });
  const TransactItems = [{ Update }, auditPut(table, tenant, audit), ...also];
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'stored', 'lost');
}
