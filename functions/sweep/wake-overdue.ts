import * as v from 'valibot';
import { log } from '#common/log.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { DueRow, DueRows } from '#common/store/due-rows.ts';
import type { Registry } from '#common/store/registry.ts';
import type { WorkQueue } from '#shared/messages/queue-messages.ts';

export interface SweepNeeds {
  readonly registry: Pick<Registry, 'tenants'>;
  readonly dueRows: DueRows;
  readonly queues: Readonly<Record<WorkQueue, SendToQueue>>;
  readonly now: () => Date;
}

/** Rows woken in one run, and among them of one tenant: nobody starves another; the next run takes the rest. */
const MOST = 2_000;
const MOST_OF_TENANT = 200;
/** How long a woken row is left alone. Its worker sets a time of its own when it takes it up. */
const LEAVE_MS = 120_000;

const anyMessage = v.record(v.string(), v.unknown());

/** Wakes whatever is overdue. Waking what is in hand already is harmless: its consumer leaves it alone. */
export const wakeOverdue = (needs: SweepNeeds) => async (): Promise<{ woken: number }> => {
  let woken = 0;
  for (const { tenant } of await needs.registry.tenants()) {
    const rows = await needs.dueRows.overdue(tenant, needs.now(), Math.min(MOST_OF_TENANT, MOST - woken));
    for (const row of rows) await wake(needs, row);
    woken += rows.length;
    if (rows.length > 0) log('swept', { tenant, woken: rows.length });
    if (woken >= MOST) break;
  }
  return { woken };
};

/** Message first: if the run ends in between, the row is still due and is woken again. */
async function wake({ dueRows, queues, now }: SweepNeeds, row: DueRow): Promise<void> {
  await queues[row.wake.queue](v.parse(anyMessage, JSON.parse(row.wake.message)));
  await dueRows.pushOn(row, new Date(now().getTime() + LEAVE_MS));
}
