import * as v from 'valibot';
import type { Verdict } from '../../delivery/verdict.ts';
import { again, jsonOf, pending, unclear, unreadable } from '../answers.ts';
import type { Answer } from '../regime.ts';
import { withoutTails } from './codes.ts';
import { judgeErrors } from './judge-errors.ts';
import { judgeStates } from './judge-states.ts';

const named = v.pipe(v.string(), v.minLength(1));
const taken = v.union([v.object({ reportId: named }), v.object({ documentId: named })]);
const report = v.object({
  reportId: named,
  reportStatus: v.picklist(['IN_PROCESS', 'SUCCESS', 'ERROR']),
  rejectReason: v.optional(v.nullable(v.string())),
});
const document = v.object({
  documentId: named,
  status: v.picklist(['CREATED', 'VALIDATING', 'IN_PROCESS', 'PARTIALLY_PROCESSED', 'SUCCESS', 'ERROR']),
});
/** How refusals look is not public: the members are those that clients look for [L]. */
const refusal = v.pipe(
  v.object({ errorCode: v.optional(named), message: v.optional(named), error: v.optional(named) }),
  v.check(({ errorCode, message, error }) => (errorCode ?? message ?? error) !== undefined),
);

/** Reads what a system answered, and holds it against what was sent. Nothing but its own words rejects. */
export function readAnswer(answer: Answer): Verdict {
  const { to, status } = answer;
  if (status >= 200 && status < 300) return readSuccess(answer);
  if (status === 401 || status === 429 || status === 503) return again('transient', answer); // turned away at the door
  const body = jsonOf(answer.body);
  if (!v.is(refusal, body) || status < 400 || status === 408 || status >= 500) return again('ambiguous', answer);
  if (to !== 'message')
    return status === 404 && body.errorCode === 'NO_REPORT' ? { verdict: 'unknown' } : again('ambiguous', answer);
  const words = [body.errorCode, body.message ?? body.error].filter((one) => one !== undefined);
  return { verdict: 'rejected', reason: withoutTails(`status ${status}: ${words.join(': ')}`).slice(0, 1_000) };
}

function readSuccess(answer: Answer): Verdict {
  if (answer.to === 'request') return judgeStates(answer);
  const body = jsonOf(answer.body);
  if (answer.to === 'message') {
    if (!v.is(taken, body)) return unreadable(answer);
    const receipt = 'reportId' in body ? `report:${body.reportId}` : `document:${body.documentId}`;
    return { verdict: 'received', receipt };
  }
  const [kind] = (answer.receipt ?? '').split(':');
  if (kind === 'errors') return judgeErrors(answer);
  if (v.is(report, body)) return readReport(answer, body);
  return v.is(document, body) ? readDocument(answer, body) : unreadable(answer);
}

const isOther = ({ receipt }: Answer, id: string) => receipt !== undefined && !receipt.endsWith(`:${id}`);

function readReport(answer: Answer, body: v.InferOutput<typeof report>): Verdict {
  if (isOther(answer, body.reportId)) return unclear(answer, `is about ${body.reportId}`);
  if (body.reportStatus === 'IN_PROCESS') return pending(answer);
  if (body.reportStatus === 'SUCCESS') return { verdict: 'acknowledged' };
  const why = body.rejectReason || 'the report was refused, and it is not said why';
  return { verdict: 'rejected', reason: withoutTails(why).slice(0, 1_000) };
}

/** What is wrong with a document is asked for by itself. */
function readDocument(answer: Answer, { documentId, status }: v.InferOutput<typeof document>): Verdict {
  if (isOther(answer, documentId)) return unclear(answer, `is about ${documentId}`);
  if (status === 'SUCCESS') return { verdict: 'acknowledged' };
  if (status === 'ERROR') return { verdict: 'received', receipt: `errors:all:${documentId}` };
  if (status === 'PARTIALLY_PROCESSED') return { verdict: 'received', receipt: `errors:part:${documentId}` };
  return pending(answer);
}
