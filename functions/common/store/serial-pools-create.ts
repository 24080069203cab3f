import { GetCommand, TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { refuse } from '#shared/refusal.ts';
import { type Pool, spaceOf } from '#shared/serials/pool.ts';
import { poolsCollide } from '#shared/serials/pools-collide.ts';
import { Refused } from '../refused.ts';
import { ATTEMPTS, pause } from './backoff.ts';
import { issuerKey, poolKey, poolListKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';
import { findPool, type Here, poolsOf } from './serial-pools-find.ts';
import { type Issuer, readIssuer } from './serial-pools-row.ts';

/** Writes that stand or fall with a change, such as its row of the audit trail. */
export type Also = NonNullable<TransactWriteCommandInput['TransactItems']>;

/**
 * Going round again is safe: nothing was written, and the pool is judged by the pools that stand now.
 *
 * @param also what is written with it; a function is asked anew each time round, and throws when the pool may not be made any more
 */
export async function createPool(
  here: Here,
  tenant: string,
  pool: Pool,
  also: Also | (() => Promise<Also>) = [],
): Promise<'created' | 'exists'> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (attempt > 1) await pause(attempt);
    const seen = await issuerOf(here, tenant, spaceOf(pool));
    const issuers = await poolsOf(here, tenant, seen.pools);
    // Read after its issuers: whoever is among them has its row by now.
    if ((await findPool(here, tenant, pool.id)) !== undefined) return 'exists';
    const rival = issuers.find((one) => poolsCollide(one, pool));
    if (rival !== undefined) throw new Refused(collision(pool, rival));
    if (seen.importing !== undefined && pool.kind !== 'imported') throw new Refused(listComing(pool));
    const more = typeof also === 'function' ? await also() : also;
    const TransactItems = [...creation(here.table, tenant, pool, seen), ...more];
    const command = () => here.db.send(new TransactWriteCommand({ TransactItems }));
    if ((await wonOrLost(command, 'created', 'overtaken')) === 'created') return 'created';
  }
  throw new Refused(refuse('busy', `others made pools ${ATTEMPTS} times`, { remedy: 'send the same request again' }));
}

export async function issuerOf({ db, table }: Here, tenant: string, space: string): Promise<Issuer> {
  const Key = issuerKey(tenant, space);
  const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  return readIssuer(Item);
}

/** A condition that nobody has made a pool, brought in a list, or begun to, since the row was read. */
export function issuerUnchanged({ pools, lists, importing }: Issuer) {
  const parts = [
    pools.length === 0 ? 'attribute_not_exists(pools)' : 'pools = :pools',
    lists === 0 ? 'attribute_not_exists(lists)' : 'lists = :lists',
    importing === undefined ? 'attribute_not_exists(importing)' : 'importing = :importing',
  ];
  const values = {
    ...(pools.length > 0 && { ':pools': pools }),
    ...(lists > 0 && { ':lists': lists }),
    ...(importing !== undefined && { ':importing': importing }),
  };
  return { condition: parts.join(' AND '), values };
}

function creation(table: string, tenant: string, pool: Pool, seen: Issuer): Also {
  const { condition, values } = issuerUnchanged(seen);
  return [
    {
      Put: {
        TableName: table,
        Item: { ...poolKey(tenant, pool.id), ...pool },
        ConditionExpression: 'attribute_not_exists(pk)', // two people may create one pool at once: the first wins
      },
    },
    { Put: { TableName: table, Item: { ...poolListKey(tenant, pool.id), space: spaceOf(pool) } } },
    {
      Update: {
        TableName: table,
        Key: issuerKey(tenant, spaceOf(pool)),
        UpdateExpression: 'SET pools = :after',
        // Two people may create colliding pools at once, or a list may come in, each judged before the other was there: the second is judged again.
        ConditionExpression: condition,
        ExpressionAttributeValues: { ':after': [...seen.pools, pool.id], ...values },
      },
    },
  ];
}

const listComing = (pool: Pool) =>
  refuse('busy', `a list of codes is coming in for ${spaceOf(pool)}`, {
    rule: 'GS1 GS §2.1: a GTIN and serial name one item',
    remedy: 'send the same request again when the import has ended',
  });

const collision = (pool: Pool, rival: Pool) =>
  pool.kind === 'sscc'
    ? refuse(
        'conflict',
        `pool ${rival.id} issues the SSCCs of ${pool.companyPrefix} with extension digit ${pool.extensionDigit}`,
        {
          at: '/extensionDigit',
          rule: 'GS1 GS §2.2.1: an SSCC names one logistic unit',
          remedy: `use pool ${rival.id}, or choose another extension digit`,
        },
      )
    : refuse('conflict', `pool ${rival.id} may issue the same serials of ${pool.gtin}`, {
        at: '/length',
        rule: 'GS1 GS §2.1: a GTIN and serial name one item',
        remedy: `use pool ${rival.id}${rival.state === 'retired' ? '' : ' (rotate its key for another order)'}, or choose another length, or an alphabet without a letter of its`,
      });
