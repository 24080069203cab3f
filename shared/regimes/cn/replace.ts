import type { Verdict } from '../../delivery/verdict.ts';
import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { again } from '../answers.ts';
import type { Answer, Report, ReportData } from '../regime.ts';
import { readForm } from './calls.ts';
import { readStates, replacement, statesQuestion } from './code-calls.ts';
import { codeText } from './codes.ts';
import { refEntIdOf } from './enterprise-ids.ts';
import { type Receipt, writeReceipt } from './receipts.ts';
import type { WireAnswer } from './wire-answer.ts';

/** The call by which a code takes the place of another. */
export const REPLACE = 'codereplace';
/** Seconds until the platform shows how codes stand after it. None are public: this is our own care. */
const REPLACED_S = 300;

/** What is sought by how its codes stand shows late; bills and relation files are asked for by their numbers. */
export const showsAfter = ({ name }: Pick<Report, 'name'>): number | undefined =>
  name === REPLACE ? REPLACED_S : undefined;

type Data = Omit<ReportData, 'requestId'>;

/** The call, and how both codes stand is asked; a refusal where they are not two codes of the platform. */
export function replacementOf({ holder, movement }: Data): { body: string; question: string } | Refusal {
  const ref = refEntIdOf(holder.registrations);
  if (isRefusal(ref)) return ref;
  const codes = (movement?.things ?? []).map(({ code }) => codeText(code));
  const [damaged, by] = codes;
  if (damaged === undefined || by === undefined || codes.length > 2)
    return refuse('malformed', `${codes.length} codes, where one takes the place of another`, {
      at: '/movement/things',
      rule: 'MSFX: codereplace',
    });
  const body = replacement(ref, damaged, by);
  if (isRefusal(body)) return body;
  const question = statesQuestion(ref, [damaged, by]);
  return isRefusal(question) ? question : { body, question };
}

type Replaced = Extract<Receipt, { of: 'replaced' }>;

/** Both codes, as a message of ours named them. */
function codesOf(sent: string): Replaced | undefined {
  const { old_code: old, new_code: by } = readForm(sent);
  return old && by ? { of: 'replaced', old, by } : undefined;
}

type Told = Exclude<WireAnswer, { from: 'gate' }>;

/** The platform takes a replacement at once, and is asked how both codes stand now. */
export function readReplaced(answer: Answer, told: Told): Verdict {
  if (answer.to !== 'message') return again('ambiguous', answer);
  if (!told.isDone)
    return { verdict: 'rejected', reason: [told.code, told.detail].filter(Boolean).join(': ') || 'no reason is said' };
  const codes = codesOf(answer.sent);
  if (codes === undefined) return again('ambiguous', answer, 'cannot be held against what was sent');
  return { verdict: 'received', receipt: writeReceipt(codes) };
}

/**
 * Reads back how both codes stand. It was done where the old one is cancelled and the new one is known. The platform may show that late, so it is asked
 * again; nothing but its own words refuses.
 */
export function readStatesAfter(answer: Answer, told: Told): Verdict {
  const codes = codesOf(answer.sent);
  if (answer.to === 'message' || codes === undefined) return again('ambiguous', answer);
  const states = told.isDone ? readStates(told.model, [codes.old, codes.by]) : undefined;
  if (states === undefined || isRefusal(states)) return again('ambiguous', answer, states?.detail ?? told.detail);
  const isDone = states.get(codes.old) === 'C' && states.get(codes.by) !== 'E' && states.get(codes.by) !== 'C';
  if (answer.to === 'receipt') return isDone ? { verdict: 'acknowledged' } : { verdict: 'pending' };
  return isDone ? { verdict: 'received', receipt: writeReceipt(codes) } : { verdict: 'unknown' };
}
