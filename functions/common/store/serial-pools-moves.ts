import type { Pool } from '#shared/serials/pool.ts';
import { poolKey } from './keys.ts';

/**
 * The write that draws a block from a pool as it was read. Two lines may ask at once, and a person may freeze the pool or rotate its key
 * meanwhile: whoever comes second reads and carves again.
 */
export const counterMove = (table: string, tenant: string, pool: Pool, block: { first: number; last: number }) => ({
  Update: {
    TableName: table,
    Key: poolKey(tenant, pool.id),
    UpdateExpression: 'SET #next = :after',
    ConditionExpression: '#next = :first AND revision = :seen',
    ExpressionAttributeNames: { '#next': 'next' },
    ExpressionAttributeValues: { ':after': block.last + 1, ':first': block.first, ':seen': pool.revision },
  },
});

/** The check that a pool stands as it was read, for whoever draws from it without moving its counter. */
export const poolUnchanged = (table: string, tenant: string, pool: Pool) => ({
  ConditionCheck: {
    TableName: table,
    Key: poolKey(tenant, pool.id),
    ConditionExpression: 'revision = :seen', // a person may freeze the pool meanwhile
    ExpressionAttributeValues: { ':seen': pool.revision },
  },
});
