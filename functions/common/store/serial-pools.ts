import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Pool } from '#shared/serials/pool.ts';
import { readSerialPools } from './read-serial-pools.ts';
import { changeSettings, changeState, rotatePool } from './serial-pools-change.ts';
import { type Also, createPool } from './serial-pools-create.ts';

export type SerialPools = ReturnType<typeof serialPools>;

/** The serials table: pools, the blocks carved from them, and the requests that carved them. */
export function serialPools(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return {
    ...readSerialPools(db, table),
    /**
     * Creates a pool and names it an issuer of its space.
     *
     * @param also what is written with it; a function is asked again whenever somebody else was faster
     * @throws Refused when another pool might issue the same codes
     */
    create: (tenant: string, pool: Pool, also?: Also | (() => Promise<Also>)) => createPool(here, tenant, pool, also),
    /** Freezes, thaws or retires a pool as it was read; `moved` when somebody changed it since. */
    changeState: (tenant: string, pool: Pool, state: Pool['state'], also?: Also) =>
      changeState(here, tenant, pool, state, also),
    /** Begins a new generation under a wrapped key; `moved` when somebody drew from the pool or changed it since it was read. */
    rotate: (tenant: string, pool: Pool, key: string, also?: Also) => rotatePool(here, tenant, pool, key, also),
    /** Sets threshold and refill, and removes those not given; `moved` when somebody changed the pool since it was read. */
    settings: (tenant: string, pool: Pool, settings: Pick<Pool, 'threshold' | 'refill'>, also?: Also) =>
      changeSettings(here, tenant, pool, settings, also),
  };
}
