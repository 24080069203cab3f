import { log } from '#common/log.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { DeskCase } from '#common/store/desk-case-row.ts';
import type { DeskCases } from '#common/store/desk-cases.ts';
import { isOver } from '#shared/desk/kinds.ts';
import { callForCase } from './call-for-case.ts';
import { type Turned, type TurnNeeds, turnCase } from './turn-case.ts';

export interface RunDeskNeeds extends TurnNeeds {
  readonly cases: DeskCases;
  readonly wake: SendToQueue;
}

/** How often it is begun anew when somebody else, or the other side, moved the case meanwhile. */
const ATTEMPTS = 5;

/**
 * One look at a case: people are called where its clock wants it, the other side is told, and what was agreed is done. All of it may be done twice without
 * harm, so that nobody has to own a case: what was decided on a row that has moved is dropped, and decided anew.
 */
export const runDeskCase =
  (needs: RunDeskNeeds) =>
  async (tenant: string, id: string): Promise<void> => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const row = await needs.cases.get(tenant, id);
      if (row === undefined) return;
      const now = needs.now();
      const called = callForCase(row, now, needs.uuid);
      const isDue = row.work !== undefined && row.work.notBefore <= now.toISOString();
      if (called === undefined && !isDue) return;
      const turned = await turnCase(needs, called?.after ?? row, isDue || called?.speaks === true, now);
      const entries = [...(called?.entries ?? []), ...turned.entries];
      const changes = [{ before: row, after: turned.after, entries }, ...turned.others];
      // Said before it is noted: an alarm that rings twice is harmless, one that a dying process keeps to itself is not.
      callFor(row, turned, called?.call);
      if ((await needs.cases.commit(changes, now)) === 'moved') continue;
      tell(row, turned);
      for (const { after } of turned.others) await needs.wake({ tenant: after.tenant, case: after.id });
      return;
    }
    throw new Error(`case ${id} moved ${ATTEMPTS} times`);
  };

function callFor(row: DeskCase, { after }: Turned, call: string | undefined): void {
  const { tenant, id: one, kind, side, problem } = after;
  if (call !== undefined) log('desk-late', { tenant, case: one, kind, call, side });
  if (problem !== undefined && problem !== row.problem) log('desk-needs-person', { tenant, case: one, kind });
}

function tell(row: DeskCase, { after, others }: Turned): void {
  const { tenant, id: one, kind, state } = after;
  if (state !== row.state) log('desk-moved', { tenant, case: one, kind, state, ended: isOver(state) });
  for (const { before, after: theirs } of others)
    if (before === undefined) log('desk-opened', { tenant: theirs.tenant, case: theirs.id, kind });
}
