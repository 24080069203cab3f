import type { NmvsOutcome, PackTransaction } from '#common/store/nmvs-transaction-row.ts';
import type { PackAnswer } from '#shared/regimes/eu/nmvs/read-response.ts';
import { SUCCESS, UNCLEAR } from '#shared/regimes/eu/nmvs/return-codes.ts';
import { changedAt } from './changed-at.ts';
import { isGoal, isStart } from './goal.ts';
import type { Step } from './nmvs-needs.ts';
import { waitAfter } from './steps.ts';
import { maySayDone } from './whose-change.ts';

/** What a verification told of a pack, and when it was asked for and read. */
export interface Verified {
  readonly code: string;
  readonly pack: PackAnswer | undefined;
  readonly askedAt: Date;
  readonly readAt: Date;
}

/**
 * What a verification says of an operation on one pack. Where the operation begins: it was not done, and is sent, but for a repetition that was
 * refused. Where it was to come to: done, if it may be said that it was us.
 */
export function judgeSingle(row: PackTransaction, { code, pack, askedAt, readAt }: Verified): Step {
  const settled = { uncertain: false, failure: undefined };
  const refused = row.outcome?.proof === 'answer' ? row.outcome : undefined;
  const alert = { alertId: row.outcome?.alertId };
  const ended = (state: 'done' | 'rejected', told: string): Step => ({
    change: { ...settled, state, outcome: outcomeOf(told, 'verified', pack, alert) },
  });
  if (code !== SUCCESS || pack === undefined) return ended('rejected', code);
  if (isGoal(row, pack) && row.sends > 0) {
    if (!maySayDone(row, row, readAt)) return nobodyKnows(pack, alert);
    const { change } = ended('done', SUCCESS);
    return { change: { ...change, changedAt: changedAt(row) } };
  }
  if (refused !== undefined) return { change: { ...settled, state: 'rejected', outcome: refused } };
  const seenAt = askedAt.toISOString();
  if (isStart(row, pack))
    return { change: { ...settled, state: 'due', seenAt, outcome: undefined }, wait: waitAfter.never };
  return ended('rejected', row.undo ? 'NMVS_NC_PCK_06' : 'NMVS_NC_PCK_22');
}

function nobodyKnows(pack: PackAnswer, alert: { alertId: string | undefined }): Step {
  const failure = `the pack is ${pack.reason ?? pack.state}, and it is not known whether it was this operation that made it so`;
  return {
    change: { state: 'unclear', uncertain: false, failure, outcome: outcomeOf(UNCLEAR, 'verified', pack, alert) },
  };
}

/** An outcome as it is kept. */
export function outcomeOf(
  code: string,
  proof: NmvsOutcome['proof'],
  pack: PackAnswer | undefined,
  more: { description?: string | undefined; alertId?: string | undefined } = {},
): NmvsOutcome {
  const description = more.description ?? pack?.description;
  return {
    code,
    proof,
    ...(description !== undefined && { description }),
    ...(pack?.state !== undefined && { state: pack.state }),
    ...(pack?.reason !== undefined && { reason: pack.reason }),
    ...(more.alertId !== undefined && { alertId: more.alertId }),
  };
}
