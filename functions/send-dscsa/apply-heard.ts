import { applyResponse, isKnownResponse } from '#common/dscsa/apply-response.ts';
import { byRules, moved, partOf } from '#common/dscsa/change.ts';
import type { DscsaCase, NewHistoryEntry, Outgoing } from '#common/store/dscsa-case-row.ts';
import { backoff } from '#shared/delivery/backoff.ts';
import { metClock } from '#shared/dscsa/clocks.ts';
import type { Heard } from '#shared/dscsa/heard.ts';
import type { HeardResponse } from '#shared/dscsa/read-response.ts';
import type { Decision } from './office-of.ts';

/** From a minute to half an hour: a notice has a day. */
const pace = { base: 60, cap: 1_800 };
const atOnce = { base: 0, cap: 0 };
/** For a decision, which people make, but not all of them: from seconds to three hours. */
const patience = { base: 4, cap: 10_800 };
const HOUR_MS = 3_600_000;
/** How long something is sent by itself, and how long a decision is waited for; then a person sees to it. */
const SENDS_MS = 24 * HOUR_MS;
const WAITS_MS = 14 * 24 * HOUR_MS;

export interface Turned {
  readonly after: DscsaCase;
  readonly entries: readonly NewHistoryEntry[];
}

/** A case after something was heard of its message, and what is done next. Its lease ends. */
export function applyHeard(row: DscsaCase, out: Outgoing, heard: Heard<Decision>, now: Date, jitter: number): Turned {
  const free: DscsaCase = { ...row, lease: undefined };
  switch (heard.heard) {
    case 'received':
      return received(free, out, now, jitter);
    case 'unknown':
      return unknown(free, out, now, jitter);
    case 'decided':
      return decided(free, out, heard.decision, now, jitter);
    case 'refused':
      return refused(free, heard.reason, now);
    case 'failed':
      return failed(free, out, heard, now, jitter);
  }
}

function received(row: DscsaCase, out: Outgoing, now: Date, jitter: number): Turned {
  const isNew = out.state !== 'received';
  const isFirst = ['sending', 'resolving', 'responding'].includes(row.state);
  const taken = isNew && isFirst ? moved(row, 'receive') : row;
  const clock = row.kind === 'form-3911' ? metClock(row.clock, now.toISOString()) : row.clock;
  const entries = isNew ? [byRules(now, 'received')] : [];
  // Nothing is answered to these.
  if (taken.state === 'resolved' || taken.state === 'responded') return { after: { ...done(taken), clock }, entries };
  const after = { ...taken, clock, outgoing: { ...out, state: 'received' as const } };
  return waiting(after, entries, now, {
    isOver: late(out, now, WAITS_MS),
    reason: 'no decision came',
    pace: patience,
    jitter,
  });
}

/** It never came: the same bytes go out, at once the first times. Who forgets what he was told for good is a person's to talk to. */
function unknown(row: DscsaCase, out: Outgoing, now: Date, jitter: number): Turned {
  const after = { ...row, outgoing: { ...out, state: 'due' as const } };
  const isSoon = out.state === 'uncertain' && (row.work?.attempts ?? 0) < 6;
  const reason = 'what is sent never arrives';
  return waiting(after, [], now, { isOver: late(out, now, SENDS_MS), reason, pace: isSoon ? atOnce : pace, jitter });
}

function decided(row: DscsaCase, out: Outgoing, decision: Decision, now: Date, jitter: number): Turned {
  if (!('incident' in decision)) return answered(row, out, decision, now, jitter);
  const { incident } = decision;
  const form = { ...partOf(row, row.form), incident };
  const after = { ...done(moved(row, 'answer')), form, clock: metClock(row.clock, now.toISOString()) };
  return { after, entries: [byRules(now, after.state, { detail: `incident ${incident}` })] };
}

function answered(row: DscsaCase, out: Outgoing, decision: HeardResponse, now: Date, jitter: number): Turned {
  // To a response, and to the report that ends a case, nothing is answered that counts.
  if (row.state === 'resolving' || row.state === 'responding') return received(row, out, now, jitter);
  const after = applyResponse(row, decision);
  if (isKnownResponse(row, decision)) return received(after, out, now, jitter);
  const entries = [byRules(now, 'answered', { detail: `message ${decision.messageUuid}` })];
  return after.state === 'answered' ? { after: done(after), entries } : received(after, out, now, jitter);
}

/** They do not take it as it is: a person mends it. The clock of a first notice runs on, or again. */
function refused(row: DscsaCase, reason: string, now: Date): Turned {
  const problem = `refused: ${reason}`.slice(0, 1_000);
  const entries = [byRules(now, 'refused', { detail: problem })];
  if (row.kind !== 'form-3911') return { after: { ...row, work: undefined, problem }, entries };
  const after = moved(done(row), 'refuse');
  const clock = after.state === 'drafted' && row.clock ? { ...row.clock, metAt: undefined } : row.clock;
  return { after: { ...after, problem, clock }, entries };
}

function failed(
  row: DscsaCase,
  out: Outgoing,
  { failure, reason }: Heard<Decision> & { heard: 'failed' },
  now: Date,
  jitter: number,
): Turned {
  // What was taken in before stays taken in, whatever an answer to a question was.
  const state =
    out.state === 'received' ? 'received' : failure === 'transient' && out.state === 'due' ? 'due' : 'uncertain';
  const after = { ...row, outgoing: { ...out, state } } satisfies DscsaCase;
  const most = state === 'received' ? WAITS_MS : SENDS_MS;
  return waiting(after, [], now, { isOver: failure === 'permanent' || late(out, now, most), reason, pace, jitter });
}

interface Wait {
  readonly isOver: boolean;
  readonly reason: string;
  readonly pace: typeof pace;
  readonly jitter: number;
}

function waiting(
  row: DscsaCase,
  entries: readonly NewHistoryEntry[],
  now: Date,
  { isOver, reason, pace, jitter }: Wait,
): Turned {
  if (!isOver)
    return { after: { ...row, work: again(row, now, backoff(pace, row.work?.attempts ?? 1, jitter)) }, entries };
  const problem = reason.slice(0, 1_000);
  return {
    after: { ...row, work: undefined, problem },
    entries: [...entries, byRules(now, 'stopped', { detail: problem })],
  };
}

const late = ({ madeAt }: Outgoing, now: Date, most: number) => now.getTime() - Date.parse(madeAt) > most;

const again = ({ work }: DscsaCase, now: Date, seconds: number) => ({
  notBefore: new Date(now.getTime() + seconds * 1000).toISOString(),
  attempts: work?.attempts ?? 0,
});

const done = (row: DscsaCase): DscsaCase => ({ ...row, outgoing: undefined, work: undefined, problem: undefined });
