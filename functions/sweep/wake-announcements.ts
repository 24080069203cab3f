import { log } from '#common/log.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { Announcements } from '#common/store/announcements.ts';
import { inLanes } from '#common/store/batches.ts';
import type { Registry } from '#common/store/registry.ts';

export interface AnnouncementSweepNeeds {
  readonly registry: Pick<Registry, 'tenants'>;
  readonly announcements: Pick<Announcements, 'wait'>;
  /** The announcement queue. */
  readonly wake: SendToQueue;
}

/**
 * Has every tenant to whom something happened give it its place, and its listeners told. Whoever makes something happen writes that down and wakes nobody, so
 * that announcing costs one row.
 *
 * @throws AggregateError after everybody else was looked after, when a tenant could not be
 */
export const wakeAnnouncements = (needs: AnnouncementSweepNeeds) => async (): Promise<{ announcing: number }> => {
  const faults: unknown[] = [];
  let announcing = 0;
  await inLanes(await needs.registry.tenants(), async ({ tenant }) => {
    try {
      if (!(await needs.announcements.wait(tenant))) return;
      await needs.wake({ tenant, order: true });
      announcing++;
    } catch (error) {
      faults.push(error);
      log('message-failed', { tenant, error: String(error instanceof Error ? error.stack : error) });
    }
  });
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} tenants could not be asked what happened`);
  return { announcing };
};
