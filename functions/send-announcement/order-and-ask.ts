import { log } from '#common/log.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { Announcements } from '#common/store/announcements.ts';
import { inLanes } from '#common/store/batches.ts';
import type { ListenerRuns } from '#common/store/listener-runs.ts';
import type { Listeners } from '#common/store/listeners.ts';

export interface OrderNeeds {
  readonly announcements: Pick<Announcements, 'order' | 'unasked' | 'noteAsked'>;
  readonly listeners: Pick<Listeners, 'list'>;
  readonly runs: Pick<ListenerRuns, 'ask'>;
  /** The announcement queue. */
  readonly wake: SendToQueue;
  readonly now: () => Date;
}

/**
 * Gives what happened its place, and has every listener look at it. That they were asked is noted last: whoever dies before that is woken again, and being
 * asked twice costs a listener a look.
 */
export async function orderAndAsk(
  { announcements, listeners, runs, wake, now }: OrderNeeds,
  tenant: string,
): Promise<void> {
  const { ordered, more } = await announcements.order(tenant, now());
  const unasked = await announcements.unasked(tenant);
  if (unasked !== undefined) {
    log('announcements-ordered', { tenant, ordered, more });
    await inLanes(await listeners.list(tenant), async ({ listener, paused }) => {
      if (!paused && (await runs.ask(tenant, listener, now())) === 'woken') await wake({ tenant, listener });
    });
    await announcements.noteAsked(tenant, unasked);
  }
  if (more) await wake({ tenant, order: true });
}
