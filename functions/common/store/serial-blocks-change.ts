import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { BlockPart } from '#shared/messages/serials-api.ts';
import { type Numbers, sizeOf } from '#shared/serials/block-counters.ts';
import { serialRequestKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';
import { freeRangeRow, type StoredBlock } from './serial-block-row.ts';
import type { Also } from './serial-pools-create.ts';
import type { Here } from './serial-pools-find.ts';

/** Numbers of a block that nobody used. */
export interface GivenBack {
  readonly parts: readonly BlockPart[];
  /** Those that may be drawn again. */
  readonly free: readonly Numbers[];
  /** The key they were issued under. */
  readonly generation: number;
  /** All of the block is told of now. */
  readonly closes: boolean;
}

type Outcome = Promise<'changed' | 'moved'>;

export function giveBack(
  { db, table }: Here,
  tenant: string,
  block: StoredBlock,
  { parts, free, generation, closes }: GivenBack,
  also: Also = [],
): Outcome {
  const { requestId, pool } = block;
  const at = parts[0]?.at ?? '';
  const Update = {
    TableName: table,
    Key: serialRequestKey(tenant, requestId),
    UpdateExpression: `SET #parts = list_append(if_not_exists(#parts, :none), :parts)${closes ? ', #state = :closed, closedAt = :at' : ''}`,
    // Two may give back the same numbers at once, or one while the block is closed: the second is judged anew.
    ConditionExpression: `${block.parts.length === 0 ? '(attribute_not_exists(#parts) OR size(#parts) = :seen)' : 'size(#parts) = :seen'} AND (attribute_not_exists(#state) OR #state = :state)`,
    ExpressionAttributeNames: { '#parts': 'parts', '#state': 'state' },
    ExpressionAttributeValues: {
      ':none': [],
      ':parts': parts,
      ':seen': block.parts.length,
      ':state': block.state,
      ...(closes && { ':closed': 'closed', ':at': at }),
    },
  };
  const freed = free.map((range) => {
    const row = { ...range, requestId, generation, holderLast: block.last, returnedAt: at };
    return { Put: { TableName: table, Item: freeRangeRow(tenant, pool, row, sizeOf(range)) } };
  });
  const TransactItems = [{ Update }, ...freed, ...also];
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'changed', 'moved');
}

export function deliverBlock(
  { db, table }: Here,
  tenant: string,
  requestId: string,
  at: Date,
  also: Also = [],
): Outcome {
  const Update = {
    TableName: table,
    Key: serialRequestKey(tenant, requestId),
    UpdateExpression: 'SET #state = :delivered, deliveredAt = :at',
    // Whoever fetched the end and whoever acknowledges may come at once: the first tells when.
    ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(#state) OR #state = :allocated)',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ':delivered': 'delivered', ':allocated': 'allocated', ':at': at.toISOString() },
  };
  const TransactItems = [{ Update }, ...also];
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'changed', 'moved');
}

export function closeBlock({ db, table }: Here, tenant: string, requestId: string, at: Date, also: Also = []): Outcome {
  const Update = {
    TableName: table,
    Key: serialRequestKey(tenant, requestId),
    UpdateExpression: 'SET #state = :closed, closedAt = :at',
    ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(#state) OR #state <> :closed)', // the first to close tells when
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ':closed': 'closed', ':at': at.toISOString() },
  };
  const TransactItems = [{ Update }, ...also];
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'changed', 'moved');
}

/** Pages count that follow one on another; who fetches them in another order acknowledges the block. */
export async function noteFetched(
  here: Here,
  tenant: string,
  block: StoredBlock,
  { from, to }: { from: number; to: number },
  at: Date,
): Promise<void> {
  const reached = block.fetchedTo ?? block.first;
  if (block.state !== 'allocated' || from > reached || to <= reached) return;
  if (to > block.last) return void (await deliverBlock(here, tenant, block.requestId, at));
  const update = new UpdateCommand({
    TableName: here.table,
    Key: serialRequestKey(tenant, block.requestId),
    UpdateExpression: 'SET fetchedTo = :to',
    ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(fetchedTo) OR fetchedTo < :to)', // pages may be fetched at once
    ExpressionAttributeValues: { ':to': to },
  });
  await wonOrLost(() => here.db.send(update), 'noted', 'behind');
}
