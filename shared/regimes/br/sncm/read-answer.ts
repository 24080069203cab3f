import type { Verdict } from '../../../delivery/verdict.ts';
import { isRefusal } from '../../../refusal.ts';
import { again } from '../../answers.ts';
import type { Answer } from '../../regime.ts';
import { UNKNOWN_RECEIPT } from './names.ts';
import { readEventsIn } from './read-events-in.ts';
import { type Coded, type EventResult, readReturn, type SncmReturn } from './read-return.ts';
import { readReceipt, writeReceipt } from './receipts.ts';

/**
 * Reads what SNCM answered. A message gets a receipt, under which the results of its events are asked for; the first result gives a receipt that has what SNCM calls the
 * event, which is asked about once more and then acknowledged. Nothing but SNCM's own words rejects.
 */
export function readAnswer(answer: Answer): Verdict {
  const { to, status } = answer;
  if (status === 401 || status === 429 || status === 503) return again('transient', answer);
  const read = readReturn(answer.body);
  const isTold = (status >= 200 && status < 300) || (status >= 400 && status < 500 && status !== 408) || status === 500;
  if (isRefusal(read) || !isTold) return again('ambiguous', answer);
  if (read.kind === 'fault') {
    const isRefused = to === 'message' && read.side === 'sender';
    return isRefused ? { verdict: 'rejected', reason: read.reason } : again('ambiguous', answer);
  }
  if (status === 500) return again('ambiguous', answer);
  const refused = read.rets.filter(({ effect }) => effect === 'REJ');
  if (to === 'message') return readTaken(answer, read, refused);
  if (refused.some(({ code }) => code === UNKNOWN_RECEIPT)) return { verdict: 'unknown' };
  if (to === 'request' || refused.length > 0 || read.kind !== 'retEvtOut' || status >= 300)
    return again('ambiguous', answer);
  return readResults(answer, read);
}

function readTaken(answer: Answer, { kind, receipt, crTime, backOff }: SncmReturn, refused: readonly Coded[]): Verdict {
  if (kind !== 'retEvtIn') return again('ambiguous', answer);
  if (refused.length > 0) return { verdict: 'rejected', reason: reasonOf(refused) };
  if (answer.status >= 300) return again('ambiguous', answer);
  if (receipt !== undefined) return { verdict: 'received', receipt: writeReceipt({ receipt, at: crTime }) };
  // Neither refused nor taken: it wants to be left alone first.
  return backOff > 0 ? again('transient', { ...answer, retryAfter: backOff }) : again('ambiguous', answer);
}

function readResults(answer: Answer, { results, backOff }: SncmReturn): Verdict {
  if (results.length === 0) return { verdict: 'pending', ...(backOff > 0 && { retryAfter: backOff }) };
  const sent = readEventsIn(answer.sent);
  if (isRefusal(sent)) return unclear('cannot be held against what was sent');
  const ids = new Set(sent.events.map(({ evtNotifId }) => evtNotifId));
  const other = results.find(({ evtNotifId }) => !ids.has(evtNotifId));
  if (other !== undefined) return unclear(`is about event ${other.evtNotifId}`);
  if (new Set(results.map(({ evtNotifId }) => evtNotifId)).size < ids.size) return unclear('leaves events out');
  const refused = results.filter(({ effect }) => effect === 'REJ');
  if (refused.length > 0) return { verdict: 'rejected', reason: reasonOf(refused) };
  return withEventId(answer, results);
}

function withEventId({ receipt: text }: Answer, results: readonly EventResult[]): Verdict {
  const evtId = results.find((one) => one.evtId !== undefined)?.evtId;
  const asked = text === undefined ? undefined : readReceipt(text);
  if (asked === undefined || asked.evtId !== undefined || evtId === undefined) return { verdict: 'acknowledged' };
  return { verdict: 'received', receipt: writeReceipt({ ...asked, evtId }) };
}

const reasonOf = (told: readonly Coded[]) => told.map(({ code, desc }) => `${code}: ${desc}`).join('; ');

const unclear = (why: string): Verdict => ({ verdict: 'retry', failure: 'ambiguous', reason: `the answer ${why}` });
