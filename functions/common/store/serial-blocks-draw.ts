import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { SerialRequest } from '#shared/messages/site-api.ts';
import { type Numbers, sizeOf, takeFirst } from '#shared/serials/block-counters.ts';
import type { Pool } from '#shared/serials/pool.ts';
import { blockKey, serialRequestKey, serialRequestListKey } from './keys.ts';
import { lists } from './list-serial-blocks.ts';
import { wonOrLost } from './lost-condition.ts';
import { type FreeRange, freeRangeRow } from './serial-block-row.ts';
import { takeOff } from './serial-blocks-free.ts';
import type { Also } from './serial-pools-create.ts';
import type { Here } from './serial-pools-find.ts';
import { counterMove, poolUnchanged } from './serial-pools-moves.ts';

/** What is about to be drawn: from the counter of a pool as it was read, or out of a range that came back. */
export interface Draw {
  readonly pool: Pool;
  readonly request: SerialRequest;
  readonly from: { readonly counter: Numbers } | { readonly free: FreeRange };
  readonly at: Date;
  /** Who asked: a client or person, and the tenant it belongs to. */
  readonly who?: { readonly home: string; readonly caller: string };
}

/** The numbers of a draw. */
export const drawn = ({ from, request }: Pick<Draw, 'from' | 'request'>): Numbers =>
  'counter' in from ? from.counter : takeFirst(from.free, request.count).taken;

export function allocate(here: Here, tenant: string, draw: Draw, also: Also = []): Promise<'committed' | 'moved'> {
  const TransactItems = [...source(here.table, tenant, draw), ...records(here.table, tenant, draw), ...also];
  return wonOrLost(() => here.db.send(new TransactWriteCommand({ TransactItems })), 'committed', 'moved');
}

function source(table: string, tenant: string, draw: Draw): Also {
  const { pool, from, request } = draw;
  if ('counter' in from) {
    const { first, last } = from.counter;
    return [
      counterMove(table, tenant, pool, { last, at: draw.at }),
      begins(table, tenant, pool.id, first, request.requestId),
    ];
  }
  const { free } = from;
  const { at: _, first: _first, last: _last, skips: _skips, ...of } = free;
  const { taken, rest } = takeFirst(free, request.count);
  return [
    poolUnchanged(table, tenant, pool),
    takeOff(table, tenant, pool.id, free),
    ...(rest === undefined
      ? []
      : [
          {
            Put: {
              TableName: table,
              Item: freeRangeRow(tenant, pool.id, { ...of, ...rest }, sizeOf(rest)),
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

function records(table: string, tenant: string, { pool, request, from, at, who }: Draw): Also {
  const { requestId, count, site, line, order, partner, market } = request;
  const block = {
    requestId,
    pool: pool.id,
    ...(pool.kind !== 'sscc' && { gtin: pool.gtin }),
    ...drawn({ from, request }),
  };
  const allocatedAt = at.toISOString();
  const asked = { count, site, line, order, partner, market, ...(who && { home: who.home, by: who.caller }) };
  const Item = { ...block, ...asked, state: 'allocated', allocatedAt, parts: [] };
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
