import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { Pool } from '#shared/serials/pool.ts';
import { blockKey, serialRequestKey } from './keys.ts';
import { type BlockFilter, listBlocks } from './list-serial-blocks.ts';
import { type FreeRange, type StoredBlock, storedBlock, storedStart } from './serial-block-row.ts';
import { closeBlock, deliverBlock, type GivenBack, giveBack, noteFetched } from './serial-blocks-change.ts';
import { allocate, type Draw } from './serial-blocks-draw.ts';
import { dropUsed, freeRange } from './serial-blocks-free.ts';
import type { Also } from './serial-pools-create.ts';
import type { Here } from './serial-pools-find.ts';

export type SerialBlocks = ReturnType<typeof serialBlocks>;

/** Serial requests and the blocks they were given, in the serials table. A request has one block, a block one request. */
export function serialBlocks(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return {
    get: (tenant: string, requestId: string) => get(here, tenant, requestId),
    /** The block that holds a counter of a pool: two reads, whatever the size of the pool. A number that was drawn again is of the last who drew it. */
    ofCounter: (tenant: string, pool: string, counter: number) => ofCounter(here, tenant, pool, counter),
    /** Blocks of a pool, the newest first. `next` is given as `after`. */
    ofPool: (tenant: string, pool: string, after?: string, limit = 100) =>
      listBlocks(here, tenant, { pool }, limit, after),
    /** All blocks of an order, the newest first. */
    ofOrder: async (tenant: string, order: string): Promise<StoredBlock[]> => {
      const blocks: StoredBlock[] = [];
      for (let after: string | undefined; ; ) {
        const page = await listBlocks(here, tenant, { order }, 100, after);
        blocks.push(...page.blocks);
        if (page.next === undefined) return blocks;
        after = page.next;
      }
    },
    /** Blocks that fit, the newest first; a page may be short though another follows. `next` is given as `after`. */
    list: (tenant: string, filter: BlockFilter, limit: number, after?: string) =>
      listBlocks(here, tenant, filter, limit, after),
    /** The smallest range that came back under the pool's key of today, has rested, and holds so many numbers, if there is one. */
    freeRange: (tenant: string, pool: Pool, count: number, at: Date) => freeRange(here, tenant, pool, count, at),
    /** Takes numbers that are used out of a range that came back: nobody draws them again. `moved` when another drew from it. */
    dropUsed: (tenant: string, pool: string, free: FreeRange, used: readonly number[]) =>
      dropUsed(here, tenant, pool, free, used),
    /** Draws a block and records it: all or nothing, in one write. `moved` when another came first, or a person changed the pool. */
    allocate: (tenant: string, draw: Draw, also?: Also) => allocate(here, tenant, draw, also),
    /** Notes that a page was fetched; the page that ends the block, behind all others, delivers it. */
    noteFetched: (tenant: string, block: StoredBlock, from: number, to: number, at: Date) =>
      noteFetched(here, tenant, block, { from, to }, at),
    /** Marks a block as delivered. Repeating it changes nothing. */
    deliver: (tenant: string, requestId: string, at: Date, also?: Also) =>
      deliverBlock(here, tenant, requestId, at, also),
    /** Closes a block: nothing of it is given back any more. Repeating it changes nothing. */
    close: (tenant: string, requestId: string, at: Date, also?: Also) => closeBlock(here, tenant, requestId, at, also),
    /** Records numbers of a block as it was read as returned or destroyed; `moved` when somebody changed the block since. */
    giveBack: (tenant: string, block: StoredBlock, given: GivenBack, also?: Also) =>
      giveBack(here, tenant, block, given, also),
  };
}

async function get({ db, table }: Here, tenant: string, requestId: string): Promise<StoredBlock | undefined> {
  const Key = serialRequestKey(tenant, requestId);
  const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item && v.parse(storedBlock, Item);
}

async function ofCounter(here: Here, tenant: string, pool: string, counter: number): Promise<StoredBlock | undefined> {
  const { pk, sk } = blockKey(tenant, pool, counter);
  const { Items = [] } = await here.db.send(
    new QueryCommand({
      TableName: here.table,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :least AND :sk',
      ExpressionAttributeValues: { ':pk': pk, ':least': blockKey(tenant, pool, 0).sk, ':sk': sk },
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit: 1,
    }),
  );
  if (Items[0] === undefined) return undefined;
  const block = await get(here, tenant, v.parse(storedStart, Items[0]).requestId);
  const isHeld = block !== undefined && counter >= block.first && counter <= block.last;
  return isHeld && block.skips?.includes(counter) !== true ? block : undefined;
}

/** The key that issued a counter. */
export const generationAt = (pool: Pool, counter: number): number =>
  'generations' in pool ? (pool.generations.findLast(({ from }) => from <= counter)?.generation ?? 1) : 1;
