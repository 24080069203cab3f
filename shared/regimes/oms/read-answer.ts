import * as v from 'valibot';
import type { Verdict } from '../../delivery/verdict.ts';
import { again, firstOf, jsonOf, pending, unclear, unreadable } from '../answers.ts';
import type { Answer } from '../regime.ts';
import { withoutTails } from './codes.ts';

const named = v.pipe(v.string(), v.minLength(1));
const taken = v.object({ reportId: named });
const found = v.object({ results: v.array(v.looseObject({ resultDocId: v.optional(named) })) });
const info = v.object({ reportId: named, reportStatus: named, errorReason: v.optional(v.nullable(v.string())) });
const refusal = v.object({
  globalErrors: v.optional(
    v.nullable(v.array(v.object({ error: v.string(), errorCode: v.optional(v.nullable(v.number())) }))),
  ),
  fieldErrors: v.optional(v.nullable(v.array(v.object({ fieldName: v.string(), fieldError: v.string() })))),
});

/** Of a report, as public clients meet them [M]; any other word is taken for one on the way. */
const isDone = (status: string) => status === 'SUCCESS' || status === 'SENT';

/**
 * Reads what a station answered. A report is taken or refused as a whole; nothing but the station's own words rejects. Its sentences may quote codes, and are kept without
 * the tails.
 */
export function readAnswer(answer: Answer): Verdict {
  const { to, status } = answer;
  if (status === 401 || status === 429 || status === 503) return again('transient', answer); // turned away at the door
  const body = jsonOf(answer.body);
  const told = wordsOf(body);
  if (status >= 200 && status < 300 && told === undefined) return readSuccess(answer, body);
  if (told === undefined || status === 408 || status >= 500 || (status >= 300 && status < 400))
    return again('ambiguous', answer);
  if (to === 'message') return { verdict: 'rejected', reason: told.reason };
  return status === 404 && told.isUnknown ? { verdict: 'unknown' } : again('ambiguous', answer);
}

function readSuccess(answer: Answer, body: unknown): Verdict {
  if (answer.to === 'message')
    return v.is(taken, body) ? { verdict: 'received', receipt: body.reportId } : unreadable(answer);
  if (answer.to === 'request') return readFound(answer, body);
  if (!v.is(info, body)) return unreadable(answer);
  if (answer.receipt !== undefined && body.reportId !== answer.receipt)
    return unclear(answer, `is about ${body.reportId}`);
  const { reportStatus, errorReason } = body;
  const why = withoutTails(errorReason ?? '');
  if (reportStatus === 'REJECTED')
    return { verdict: 'rejected', reason: why || 'the station says REJECTED, and not why' };
  if (!isDone(reportStatus)) return pending(answer);
  // Taken with something against it: which codes it is of the station does not say, and sending them again would refuse the others.
  return why === '' ? { verdict: 'acknowledged' } : { verdict: 'stopped', reason: why };
}

/** Receipts of our request: the report that they are of. */
function readFound(answer: Answer, body: unknown): Verdict {
  if (!v.is(found, body)) return unreadable(answer);
  const receipt = body.results.find(({ resultDocId }) => resultDocId !== undefined)?.resultDocId;
  return receipt === undefined ? { verdict: 'unknown' } : { verdict: 'received', receipt };
}

/** The station's words of refusal; `undefined` for all else. */
function wordsOf(body: unknown): { readonly reason: string; readonly isUnknown: boolean } | undefined {
  if (!v.is(refusal, body)) return undefined;
  const errors = body.globalErrors ?? [];
  const words = [
    ...errors.map(({ error }) => error),
    ...(body.fieldErrors ?? []).map(({ fieldName, fieldError }) => `${fieldName}: ${fieldError}`),
  ];
  if (words.length === 0) return undefined;
  return { reason: withoutTails(firstOf(words)), isUnknown: errors.some(({ errorCode }) => errorCode === 404) };
}
