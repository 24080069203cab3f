import type { Pool } from '#shared/serials/pool.ts';
import { drewMore } from '#shared/serials/pool-use.ts';
import { poolKey } from './keys.ts';

/**
 * The write that draws a block from a pool as it was read, and counts it to what was drawn that day. Two lines may ask at once, and a person may freeze the
 * pool or rotate its key meanwhile: whoever comes second reads and carves again.
 */
export const counterMove = (table: string, tenant: string, pool: Pool, { last, at }: { last: number; at: Date }) => ({
  Update: {
    TableName: table,
    Key: poolKey(tenant, pool.id),
    UpdateExpression: 'SET #next = :after, #use = :use',
    ConditionExpression: '#next = :first AND revision = :seen',
    ExpressionAttributeNames: { '#next': 'next', '#use': 'use' },
    ExpressionAttributeValues: {
      ':after': last + 1,
      ':first': pool.next,
      ':seen': pool.revision,
      ':use': drewMore(pool.use, last + 1 - pool.next, at),
    },
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
