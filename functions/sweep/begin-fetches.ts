import { log } from '#common/log.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import { asSftp } from '#common/sftp/as-sftp.ts';
import { reachedBy } from '#common/sftp/reached-by.ts';
import type { Fetches } from '#common/store/fetches.ts';
import type { Registry } from '#common/store/registry.ts';

export interface FetchSweepNeeds {
  readonly registry: Pick<Registry, 'tenants' | 'partners'>;
  readonly fetches: Pick<Fetches, 'running' | 'begin'>;
  readonly wakeFetch: SendToQueue;
  readonly now: () => Date;
}

/** A tenant's partners are looked through once in so many minutes. */
const EVERY = 2;

/**
 * Begins to fetch files of partners from whose servers nothing is fetched yet, or by other settings than those in force: a version came into force, and nobody has to
 * remember it. A fetch whose partner is asked no more ends by itself.
 *
 * @throws AggregateError after everybody else was looked after, when a tenant could not be
 */
export const beginFetches = (needs: FetchSweepNeeds) => async (): Promise<{ begun: number }> => {
  const faults: unknown[] = [];
  let begun = 0;
  const minute = Math.floor(needs.now().getTime() / 60_000);
  for (const [i, { tenant }] of (await needs.registry.tenants()).entries())
    if ((minute + i) % EVERY === 0)
      try {
        begun += await beginOf(needs, tenant);
      } catch (error) {
        faults.push(error);
        log('message-failed', { tenant, error: String(error instanceof Error ? error.stack : error) });
      }
  if (faults.length > 0) throw new AggregateError(faults, `partners of ${faults.length} tenants were not looked at`);
  return { begun };
};

async function beginOf({ registry, fetches, wakeFetch, now }: FetchSweepNeeds, tenant: string): Promise<number> {
  const asked = (await registry.partners(tenant)).flatMap((one) => {
    const partner = asSftp(one);
    return partner?.sftp.in === undefined ? [] : [partner];
  });
  if (asked.length === 0) return 0;
  const running = await fetches.running(tenant);
  let begun = 0;
  for (const { partner, ...reached } of asked) {
    const by = reachedBy(reached);
    if (running.get(partner) === by || (await fetches.begin(tenant, partner, by, now())) !== 'begun') continue;
    begun++;
    await wakeFetch({ tenant, partner });
  }
  return begun;
}
