import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { blockKey, serialRequestKey } from './keys.ts';
import { type StoredBlock, storedBlock, storedStart } from './serial-block-row.ts';

/** Counters of a pool that lie together and are of one request; both inclusive. */
export interface BlockPiece {
  readonly from: number;
  readonly to: number;
  /** Absent: they were given to nobody. Its `skips` are not its own. */
  readonly block?: StoredBlock;
}

/** The piece that a counter of a pool lies in. */
export type PieceOf = (tenant: string, pool: string, counter: number) => Promise<BlockPiece>;

/** Digits of the largest exact whole number end every list. */
const LAST = Number.MAX_SAFE_INTEGER;

/**
 * Pieces of pools by whose they are, in the serials table: three reads for all numbers of one, however many. A number that was drawn again is of the last who drew it.
 */
export function blockPieces(db: DynamoDBDocumentClient, table: string): PieceOf {
  const start = async (tenant: string, pool: string, [least, most]: readonly [number, number], ahead: boolean) => {
    const query = new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :least AND :most',
      ExpressionAttributeValues: {
        ':pk': blockKey(tenant, pool, 0).pk,
        ':least': blockKey(tenant, pool, least).sk,
        ':most': blockKey(tenant, pool, most).sk,
      },
      ConsistentRead: true,
      ScanIndexForward: ahead,
      Limit: 1,
    });
    const { Items: [row] = [] } = await db.send(query);
    return row && v.parse(storedStart, row);
  };
  return async (tenant, pool, counter) => {
    const [begun, next] = await Promise.all([
      start(tenant, pool, [0, counter], false),
      start(tenant, pool, [counter + 1, LAST], true),
    ]);
    const to = next === undefined ? LAST : counterIn(next.sk) - 1;
    if (begun === undefined) return { from: 0, to };
    const Key = serialRequestKey(tenant, begun.requestId);
    const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    const from = counterIn(begun.sk);
    const block = Item && v.parse(storedBlock, Item);
    if (block === undefined) return { from, to };
    // Behind its end are numbers of nobody, up to where the next begins.
    return counter > block.last ? { from: block.last + 1, to } : { from, to: Math.min(to, block.last), block };
  };
}

const counterIn = (sk: string) => Number(sk.slice(sk.indexOf('#') + 1));
