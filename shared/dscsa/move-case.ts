import { type Refusal, refuse } from '../refusal.ts';
import type { CaseKind, CaseState } from './kinds.ts';

/** What happens to cases. */
export const caseActs = [
  'gather',
  'answer',
  'receive',
  'resolve',
  'respond',
  'hear-more',
  'hear-end',
  'quarantine',
  'investigate',
  'clear',
  'condemn',
  'end',
  'submit',
  'follow-up',
  'terminate',
  'refuse',
  'withdraw',
] as const;
export type CaseAct = (typeof caseActs)[number];

/** By kind and act: from which state to which. */
type Moves = Readonly<Record<CaseKind, Partial<Record<CaseAct, Partial<Record<CaseState, CaseState>>>>>>;

/**
 * `receive`: the other side has it · `answer`: it has decided · `refuse`: it does not take it as it is · `hear-more`, `hear-end`: it tells more of its
 * case, or that it is resolved.
 */
export const moves: Moves = {
  'ti-request': {
    gather: { received: 'gathered', gathered: 'gathered' },
    answer: { received: 'answered', gathered: 'answered' },
    withdraw: { received: 'withdrawn', gathered: 'withdrawn' },
  },
  exception: {
    receive: { sending: 'sent', resolving: 'resolved', responding: 'responded' },
    answer: { sending: 'answered', sent: 'answered' },
    resolve: { sent: 'resolving', answered: 'resolving' },
    // Anew, when it did not get through.
    respond: { received: 'responding', responding: 'responding' },
    'hear-more': { received: 'received', responding: 'received', responded: 'received' },
    'hear-end': { received: 'resolved', responding: 'resolved', responded: 'resolved' },
    withdraw: {
      sending: 'withdrawn',
      sent: 'withdrawn',
      answered: 'withdrawn',
      resolving: 'withdrawn',
      received: 'withdrawn',
      responding: 'withdrawn',
    },
  },
  suspect: {
    quarantine: { opened: 'quarantined' },
    investigate: { quarantined: 'investigating' },
    // Of illegitimate product: when the notice of it was withdrawn, because it was determined in error.
    clear: { quarantined: 'cleared', investigating: 'cleared', illegitimate: 'cleared' },
    condemn: { quarantined: 'illegitimate', investigating: 'illegitimate' },
    end: { illegitimate: 'ended' },
  },
  'form-3911': {
    submit: { drafted: 'sending' },
    receive: { sending: 'submitted', 'following-up': 'following-up', terminating: 'terminating' },
    answer: {
      sending: 'acknowledged',
      submitted: 'acknowledged',
      'following-up': 'acknowledged',
      terminating: 'terminated',
    },
    'follow-up': { acknowledged: 'following-up' },
    terminate: { acknowledged: 'terminating' },
    refuse: { sending: 'drafted', submitted: 'drafted', 'following-up': 'acknowledged', terminating: 'acknowledged' },
    // What was signed, or said to be mailed, in error; the last time the duty itself.
    withdraw: {
      sending: 'drafted',
      submitted: 'drafted',
      'following-up': 'acknowledged',
      terminating: 'acknowledged',
      drafted: 'withdrawn',
    },
  },
};

/** By which call somebody does an act to a case of a kind; what only the other side does has none. */
const calls: Readonly<Record<CaseKind, Partial<Record<CaseAct, string>>>> = {
  'ti-request': { gather: 'move (gather)', answer: 'answer', withdraw: 'move (withdraw)' },
  exception: {
    receive: 'told (mailed)',
    answer: 'response',
    resolve: 'move (resolve)',
    respond: 'respond',
    withdraw: 'move (withdraw)',
  },
  suspect: {
    quarantine: 'move (quarantine)',
    investigate: 'move (investigate)',
    clear: 'determine (cleared)',
    condemn: 'determine (illegitimate)',
    end: 'move (end)',
  },
  'form-3911': {
    submit: 'form (initial)',
    receive: 'told (mailed)',
    answer: 'told (answered)',
    'follow-up': 'form (follow-up)',
    terminate: 'form (termination)',
    withdraw: 'withdrawal',
  },
};

/**
 * The state of a case after an act; `conflict` when the act does not fit it. Suspect product is quarantined before anybody decides about it
 * (FD&C Act 582(b)(4)(A)), and a notice is terminated only after FDA has given it an incident number.
 */
export function moveCase(kind: CaseKind, state: CaseState, act: CaseAct): CaseState | Refusal {
  const next = moves[kind][act]?.[state];
  if (next !== undefined) return next;
  const ways = caseActs.filter((one) => moves[kind][one]?.[state] !== undefined);
  const fitting = ways.flatMap((one) => calls[kind][one] ?? []).map((call) => `POST …/${call}`);
  const waits = ways.length === 0 ? 'the case has ended: open another one' : 'wait for the other side';
  return refuse('conflict', `${calls[kind][act] ?? act} does not fit a case of kind ${kind} that is ${state}`, {
    rule: 'FD&C Act 582',
    remedy: fitting.length === 0 ? waits : `what fits now: ${fitting.join(', ')}`,
  });
}
