import { deskByRules, entryOfMessage, nextMessage, withOwn } from '#common/desk/desk-change.ts';
import { BY_RULES, type DeskCase, isToldOf, type NewDeskEntry } from '#common/store/desk-case-row.ts';
import type { DeskChange } from '#common/store/desk-cases.ts';
import type { DeskAct } from '#shared/desk/desk-message.ts';
import { foldCase } from '#shared/desk/fold-case.ts';
import { isOver } from '#shared/desk/kinds.ts';
import { isRefusal } from '#shared/refusal.ts';
import { carryByPdg, type PdgNeeds } from './carry-by-pdg.ts';
import { type ExplainNeeds, explanationOf } from './explain.ts';
import { type HoldNeeds, holdSuspects, lifted, noteLifted } from './hold-suspects.ts';
import { lookAgain } from './look-again.ts';
import { type ResendNeeds, resendData } from './resend-data.ts';
import { type SyncNeeds, syncPeer } from './sync-peer.ts';

export interface TurnNeeds
  extends Omit<ResendNeeds, 'registry'>,
    Omit<ExplainNeeds, 'registry'>,
    Omit<HoldNeeds, 'evidence' | 'registry'>,
    Omit<PdgNeeds, 'registry' | 'evidence'>,
    SyncNeeds {
  readonly registry: ResendNeeds['registry'] & SyncNeeds['registry'] & PdgNeeds['registry'] & HoldNeeds['registry'];
  readonly now: () => Date;
  readonly uuid: () => string;
}

/** A case after a look at it, and what of others changes with it. */
export interface Turned {
  readonly after: DeskCase;
  readonly entries: readonly NewDeskEntry[];
  readonly others: readonly DeskChange[];
}

/** What a case has to have done by itself now. @param isDue nothing is done where it is not */
export async function turnCase(needs: TurnNeeds, row: DeskCase, isDue: boolean, now: Date): Promise<Turned> {
  if (!isDue) return { after: row, entries: [], others: [] };
  const ended = await endedByItself(needs, row, now);
  const told = await toldTheOther(needs, ended.after, now);
  const done =
    told.after.problem === undefined || isOver(told.after.state)
      ? await doneAsAgreed(needs, told.after, now)
      : { after: told.after, entries: [] };
  const entries = [...ended.entries, ...told.entries, ...done.entries];
  return { after: { ...done.after, work: lookAgain(done.after, now) }, entries, others: told.others };
}

type Part = Omit<Turned, 'others'>;

/** What events explain, or our own decision about suspect product, ends a case; the other side is told, where it knew of it. */
async function endedByItself(needs: TurnNeeds, row: DeskCase, now: Date): Promise<Part> {
  const why = isOver(row.state) ? undefined : ((await explanationOf(needs, row)) ?? (await lifted(needs, row)));
  if (why === undefined) return { after: row, entries: [] };
  const wasTold = isToldOf(row) && (row.toldFrom ?? '') <= now.toISOString();
  const act: DeskAct = wasTold ? 'resolve' : 'withdraw';
  const message = nextMessage(row, { id: needs.uuid(), side: row.side, act, text: why }, now);
  const after = withOwn(row, message, now);
  // Who was never told of it need not be told that it has ended.
  return { after: wasTold ? after : { ...after, untold: [] }, entries: [entryOfMessage(message, BY_RULES, now)] };
}

async function toldTheOther(needs: TurnNeeds, row: DeskCase, now: Date): Promise<Turned> {
  const waits = (row.toldFrom ?? '') > now.toISOString();
  if (row.way === 'pdg' && !waits) return { ...(await carryByPdg(needs, row, now)), others: [] };
  if (row.way !== 'network' || row.untold.length === 0 || waits) return { after: row, entries: [], others: [] };
  const synced = await syncPeer(needs, row, now);
  if (!isRefusal(synced)) {
    const { ours, entries, theirs } = synced;
    return { after: { ...ours, problem: undefined }, entries, others: [theirs] };
  }
  const problem = synced.detail;
  const entries = row.problem === problem ? [] : [deskByRules(now, 'stopped', problem)];
  return { after: { ...row, problem }, entries, others: [] };
}

/** What our side has to do: data are told again, suspect product is held. */
async function doneAsAgreed(needs: TurnNeeds, row: DeskCase, now: Date): Promise<Part> {
  if (row.side === 'claimant') return { after: row, entries: [] };
  if (row.kind === 'suspect-product') return held(needs, row, now);
  const { state, proposal } = foldCase(row.kind, row.messages);
  if (state !== 'agreed' || proposal?.resolution !== 'send-data' || row.resent !== undefined)
    return { after: row, entries: [] };
  const resent = await resendData(needs, row);
  if (resent.length > 0)
    return { after: { ...row, resent }, entries: [deskByRules(now, 'data-sent', `deliveries ${resent.join(', ')}`)] };
  const problem = 'no shipment of these things to the partner is known that could be told again';
  return { after: { ...row, problem }, entries: [deskByRules(now, 'stopped', problem)] };
}

async function held(needs: TurnNeeds, row: DeskCase, now: Date): Promise<Part> {
  const at = now.toISOString();
  if (isOver(row.state)) {
    if (row.liftedAt !== undefined) return { after: row, entries: [] };
    await noteLifted(needs, row);
    return { after: { ...row, liftedAt: at }, entries: [] };
  }
  if (row.suspect !== undefined) return { after: row, entries: [] };
  const { suspect, problem } = await holdSuspects(needs, row);
  const held = suspect === undefined ? [] : [deskByRules(now, 'held', `case of suspect product ${suspect}`)];
  const stopped = problem === undefined ? [] : [deskByRules(now, 'stopped', problem)];
  return { after: { ...row, suspect, problem }, entries: [...held, ...stopped] };
}
