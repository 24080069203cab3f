import * as v from 'valibot';
import { log } from '#common/log.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import { inLanes } from '#common/store/batches.ts';
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

/**
 * Wakes whatever is overdue. Waking what is in hand already is harmless: its consumer leaves it alone. Each run begins with another
 * tenant, so that the bound of a run, or its end, does not always fall on the same ones.
 *
 * @throws AggregateError after everything else was woken, when a row or a tenant could not be
 */
export const wakeOverdue = (needs: SweepNeeds) => async (): Promise<{ woken: number }> => {
  const faults: unknown[] = [];
  let woken = 0;
  for (const tenant of beginningWithAnother(await tenantsOf(needs), needs.now())) {
    if (woken >= MOST) break;
    woken += await wakeTenant(needs, tenant, Math.min(MOST_OF_TENANT, MOST - woken), faults);
  }
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} rows or tenants could not be woken`);
  return { woken };
};

const tenantsOf = async ({ registry }: SweepNeeds) => (await registry.tenants()).map(({ tenant }) => tenant);

/** The list turned by one place a minute. */
function beginningWithAnother(tenants: readonly string[], now: Date): string[] {
  const first = Math.floor(now.getTime() / 60_000) % Math.max(tenants.length, 1);
  return [...tenants.slice(first), ...tenants.slice(0, first)];
}

/** How many of a tenant's rows were woken. What failed is added to `faults`. */
async function wakeTenant(needs: SweepNeeds, tenant: string, limit: number, faults: unknown[]): Promise<number> {
  const failed = (error: unknown, row?: DueRow) => {
    faults.push(error);
    log('message-failed', { tenant, row: row?.sk, error: String(error instanceof Error ? error.stack : error) });
  };
  const rows = await needs.dueRows.overdue(tenant, needs.now(), limit).catch((error: unknown) => {
    failed(error);
    return [];
  });
  let woken = 0;
  await inLanes(rows, async (row) => {
    try {
      await wake(needs, row);
      woken++;
    } catch (error) {
      failed(error, row);
      // It would be the first again, and with enough of its kind the only ones.
      await leaveAlone(needs, row).catch((error: unknown) => failed(error, row));
    }
  });
  if (rows.length > 0) log('swept', { tenant, woken, failed: rows.length - woken });
  return woken;
}

/** Message first: if the run ends in between, the row is still due and is woken again. */
async function wake(needs: SweepNeeds, row: DueRow): Promise<void> {
  if (row.wake === undefined) throw new Error(`row ${row.sk} does not say what wakes it`);
  await needs.queues[row.wake.queue](v.parse(anyMessage, JSON.parse(row.wake.message)));
  await leaveAlone(needs, row);
}

const leaveAlone = ({ dueRows, now }: SweepNeeds, row: DueRow) =>
  dueRows.pushOn(row, new Date(now().getTime() + LEAVE_MS));
