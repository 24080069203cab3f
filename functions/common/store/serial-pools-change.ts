import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { isKeyed, type Pool } from '#shared/serials/pool.ts';
import { poolKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';
import type { Also } from './serial-pools-create.ts';
import type { Here } from './serial-pools-find.ts';

type Outcome = Promise<'changed' | 'moved'>;

export const changeState = (here: Here, tenant: string, pool: Pool, state: Pool['state'], also: Also = []): Outcome =>
  change(here, tenant, pool, { set: { state } }, also);

export function changeSettings(
  here: Here,
  tenant: string,
  pool: Pool,
  { threshold, refill }: Pick<Pool, 'threshold' | 'refill'>,
  also: Also = [],
): Outcome {
  const set = { ...(threshold !== undefined && { threshold }), ...(refill !== undefined && { refill }) };
  const remove = ['threshold', 'refill'].filter((name) => !(name in set));
  return change(here, tenant, pool, { set, remove }, also);
}

export function rotatePool(here: Here, tenant: string, pool: Pool, key: string, also: Also = []): Outcome {
  if (!isKeyed(pool)) throw new RangeError(`pool ${pool.id} has no key`);
  const generation = (pool.generations.at(-1)?.generation ?? 0) + 1;
  const generations = [...pool.generations, { generation, from: pool.next, key }];
  return change(here, tenant, pool, { set: { generations }, still: pool.next }, also);
}

interface Change {
  readonly set: Readonly<Record<string, unknown>>;
  readonly remove?: readonly string[];
  /** The counter that must not have moved. */
  readonly still?: number;
}

/** Two people may change a pool at once, or a line may draw from it while its key is rotated: what was judged must stand. */
function change(here: Here, tenant: string, pool: Pool, { set, remove = [], still }: Change, also: Also): Outcome {
  const names = [...Object.keys(set), ...remove];
  const removal = remove.length > 0 ? ` REMOVE ${remove.map((name) => `#${name}`).join(', ')}` : '';
  const Update = {
    TableName: here.table,
    Key: poolKey(tenant, pool.id),
    UpdateExpression: `SET revision = :after${Object.keys(set)
      .map((name) => `, #${name} = :${name}`)
      .join('')}${removal}`,
    ConditionExpression: still === undefined ? 'revision = :seen' : 'revision = :seen AND #next = :still',
    ExpressionAttributeNames: {
      ...Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ...(still !== undefined && { '#next': 'next' }),
    },
    ExpressionAttributeValues: {
      ':after': pool.revision + 1,
      ':seen': pool.revision,
      ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])),
      ...(still !== undefined && { ':still': still }),
    },
  };
  const TransactItems = [{ Update }, ...also];
  return wonOrLost(() => here.db.send(new TransactWriteCommand({ TransactItems })), 'changed', 'moved');
}
