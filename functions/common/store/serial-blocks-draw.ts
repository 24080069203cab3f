import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { SerialRequest } from '#shared/messages/site-api.ts';
import { type Numbers, sizeOf, takeFirst } from '#shared/serials/block-counters.ts';
import type { Pool } from '#shared/serials/pool.ts';
import { blockKey, freeRangeKey, serialRequestKey, serialRequestListKey } from './keys.ts';
import { lists } from './list-serial-blocks.ts';
import { wonOrLost } from './lost-condition.ts';
import { type FreeRange, freeRangeRow } from './serial-block-row.ts';
import { counterMove, poolUnchanged } from './serial-pools.ts';
import type { Also, Here } from './serial-pools-create.ts';

/** What is about to be drawn: from the counter of a pool as it was read, or out of a range that came back. */
export interface Draw {
  readonly pool: Pool;
  readonly request: SerialRequest;
  readonly from: { readonly counter: Numbers } | { readonly free: FreeRange };
  readonly at: Date;
}

/** The numbers of a draw. */
export const drawn = ({ from, request }: Pick<Draw, 'from' | 'request'>): Numbers =>
  'counter' in from ? from.counter : takeFirst(from.free, request.count).taken;

export function allocate(here: Here, tenant: string, draw: Draw): Promise<'committed' | 'moved'> {
  const TransactItems = [...source(here.table, tenant, draw), ...records(here.table, tenant, draw)];
  return wonOrLost(() => here.db.send(new TransactWriteCommand({ TransactItems })), 'committed', 'moved');
}

function source(table: string, tenant: string, draw: Draw): Also {
  const { pool, from, request } = draw;
  if ('counter' in from) {
    const { first, last } = from.counter;
    return [
      counterMove(table, tenant, pool, { first: pool.next, last }),
      begins(table, tenant, pool.id, first, request.requestId),
    ];
  }
  const { free } = from;
  const { generation, requestId, holderLast } = free;
  const { taken, rest } = takeFirst(free, request.count);
  return [
    poolUnchanged(table, tenant, pool),
    {
      Delete: {
        TableName: table,
        Key: freeRangeKey(tenant, pool.id, generation, free.at),
        ConditionExpression: 'attribute_exists(pk)', // two may want the same range at once: the second looks for another
      },
    },
    ...(rest === undefined
      ? []
      : [
          {
            Put: {
              TableName: table,
              Item: freeRangeRow(tenant, pool.id, { ...rest, generation, requestId, holderLast }, sizeOf(rest)),
            },
          },
        ]),
    begins(table, tenant, pool.id, taken.first, request.requestId),
    ...goesOn(table, tenant, pool.id, taken.last + 1, free),
  ];
}

/** From this counter on, numbers are of that request. */
const begins = (table: string, tenant: string, pool: string, counter: number, requestId: string) => ({
  Put: { TableName: table, Item: { ...blockKey(tenant, pool, counter), requestId } },
});

/** Behind what is drawn, numbers are of whom they were of before, unless the next block begins there. */
function goesOn(
  table: string,
  tenant: string,
  pool: string,
  counter: number,
  { requestId, holderLast }: FreeRange,
): Also {
  if (counter > holderLast) return [];
  return [
    {
      Update: {
        TableName: table,
        Key: blockKey(tenant, pool, counter),
        UpdateExpression: 'SET requestId = if_not_exists(requestId, :requestId)',
        ExpressionAttributeValues: { ':requestId': requestId },
      },
    },
  ];
}

function records(table: string, tenant: string, { pool, request, from, at }: Draw): Also {
  const { requestId, count, site, line, order, partner } = request;
  const block = {
    requestId,
    pool: pool.id,
    ...(pool.kind !== 'sscc' && { gtin: pool.gtin }),
    ...drawn({ from, request }),
  };
  const allocatedAt = at.toISOString();
  const Item = { ...block, count, site, line, order, partner, state: 'allocated', allocatedAt, parts: [] };
  const place = `${allocatedAt}#${requestId}`;
  return [
    {
      Put: {
        TableName: table,
        Item: { ...serialRequestKey(tenant, requestId), ...Item },
        ConditionExpression: 'attribute_not_exists(pk)', // one request id may be sent twice at once: one block is drawn
      },
    },
    ...lists({ pool: pool.id, site, line, order, partner }).map(([by, value]) => ({
      Put: {
        TableName: table,
        Item: {
          ...serialRequestListKey(tenant, by, value, place),
          requestId,
          pool: pool.id,
          site,
          line,
          order,
          partner,
        },
      },
    })),
  ];
}
