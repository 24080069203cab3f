import { log } from '#common/log.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { Refills } from '#common/store/refills.ts';
import type { Registry } from '#common/store/registry.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';

export interface RefillSweepNeeds {
  readonly registry: Pick<Registry, 'tenants'>;
  readonly pools: Pick<SerialPools, 'list'>;
  readonly refills: Pick<Refills, 'planIfLow'>;
  readonly wakeRefill: SendToQueue;
  readonly now: () => Date;
}

/** A tenant's pools are looked through once in so many minutes. Who draws from a pool that runs low has it refilled at once. */
const EVERY = 15;
const PAGE = 100;

/**
 * Plans refills of pools that run low without anybody drawing from them: their threshold was raised, or whoever drew died behind it.
 *
 * @throws AggregateError after everybody else was looked after, when a tenant could not be
 */
export const planRefills = (needs: RefillSweepNeeds) => async (): Promise<{ planned: number }> => {
  const faults: unknown[] = [];
  let planned = 0;
  const minute = Math.floor(needs.now().getTime() / 60_000);
  for (const [i, { tenant }] of (await needs.registry.tenants()).entries())
    if ((minute + i) % EVERY === 0)
      try {
        planned += await planOf(needs, tenant);
      } catch (error) {
        faults.push(error);
        log('message-failed', { tenant, error: String(error instanceof Error ? error.stack : error) });
      }
  if (faults.length > 0)
    throw new AggregateError(faults, `pools of ${faults.length} tenants could not be looked through`);
  return { planned };
};

async function planOf({ pools, refills, wakeRefill, now }: RefillSweepNeeds, tenant: string): Promise<number> {
  let planned = 0;
  for (let after: string | undefined; ; ) {
    const page = await pools.list(tenant, PAGE, after);
    for (const pool of page.pools) {
      const refillId = await refills.planIfLow(tenant, pool, now());
      if (refillId === undefined) continue;
      planned++;
      await wakeRefill({ tenant, refillId });
    }
    if (page.next === undefined) return planned;
    after = page.next;
  }
}
