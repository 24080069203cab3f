import * as v from 'valibot';
import type { Verdict } from '../../delivery/verdict.ts';
import { again, jsonOf, pending, unclear, unreadable } from '../answers.ts';
import type { Answer } from '../regime.ts';
import { judgeTicket } from './judge-ticket.ts';
import { readError } from './read-error.ts';
import { type Receipt, readReceipt, writeReceipt } from './receipts.ts';
import { readSent, type Sent } from './sent.ts';

const named = v.pipe(v.string(), v.minLength(1));
/** Links are kept with the delivery, whose row is bounded. */
const link = v.pipe(v.string(), v.minLength(1), v.maxLength(2_000));
const id = v.pipe(v.string(), v.regex(/^[0-9A-Za-z-]+$/));
const taken = v.object({ document_id: id, link: v.optional(link), request_id: v.optional(v.nullable(v.string())) });
const standing = v.object({ document_id: id, doc_status: named, request_id: v.optional(v.nullable(v.string())) });
const documents = v.object({ documents: v.array(standing) });
const linked = v.object({ link });

/** The states in which the ticket is there (DocStatus of the REST API). */
const decided = ['PROCESSED_DOCUMENT', 'FAILED_RESULT_READY'];
/** Those in which it never will be. */
const failed = 'FAILED';
const unfinished = 'UPLOADING_DOCUMENT';

/**
 * Reads what the operator answered, and holds it against what was sent. What cannot be read, or is about something else, may still have been acted on, so it is
 * asked about. Nothing but the operator's own words rejects: a proxy's page does not.
 */
export function readAnswer(answer: Answer): Verdict {
  const { to, status } = answer;
  if (status >= 200 && status < 300) return readSuccess(answer);
  if (status === 401 || status === 429 || status === 503) return again('transient', answer); // turned away at the door
  const told = readError(answer.body);
  if (told === undefined || status < 400 || status === 408 || status >= 500) return again('ambiguous', answer);
  if (to === 'message')
    return status === 404 ? again('ambiguous', answer) : { verdict: 'rejected', reason: told.reason };
  const isUnknown = status === 404 && told.mayBeUnknown && (to === 'request' || isOfDocument(answer));
  return isUnknown ? { verdict: 'unknown' } : again('ambiguous', answer, told.reason);
}

/** A ticket that is not there yet is no document that is not known. */
const isOfDocument = ({ receipt }: Answer) => receipt === undefined || readReceipt(receipt).step === 'document';

function readSuccess(answer: Answer): Verdict {
  const sent = readSent(answer.sent, answer.attached);
  if (answer.to === 'receipt' && answer.status === 202) return pending(answer);
  if (sent === undefined) return unclear(answer, 'cannot be held against what was sent');
  if (answer.to === 'message') return readTaken(answer, sent);
  if (answer.to === 'request') return readFound(answer, sent);
  return readStep(answer, sent);
}

const received = (receipt: Receipt): Verdict => ({ verdict: 'received', receipt: writeReceipt(receipt) });

function readTaken(answer: Answer, { requestId, isLarge }: Sent): Verdict {
  const body = jsonOf(answer.body);
  if (!v.is(taken, body)) return unreadable(answer);
  if (body.request_id && !isSame(body.request_id, requestId))
    return unclear(answer, `is about request ${body.request_id}`);
  if (!isLarge) return received({ step: 'document', id: body.document_id });
  if (body.link === undefined) return unclear(answer, 'does not say where to upload the document');
  return received({ step: 'upload', id: body.document_id, link: body.link });
}

/** What was announced and not uploaded is announced again: under the same request id it is the same document. */
function readFound(answer: Answer, { requestId }: Sent): Verdict {
  const body = jsonOf(answer.body);
  if (!v.is(documents, body)) return unreadable(answer);
  const ours = body.documents.filter(({ request_id }) => !request_id || isSame(request_id, requestId));
  if (ours.length < body.documents.length) return unclear(answer, 'is about another request');
  const found = ours.find(({ doc_status }) => doc_status !== failed && doc_status !== unfinished);
  return found === undefined ? { verdict: 'unknown' } : received({ step: 'document', id: found.document_id });
}

function readStep(answer: Answer, sent: Sent): Verdict {
  const asked = answer.receipt === undefined ? undefined : readReceipt(answer.receipt);
  const body = jsonOf(answer.body);
  switch (asked?.step) {
    case 'upload':
      return answer.body.trim().startsWith('<') ? unreadable(answer) : received({ step: 'finish', id: asked.id });
    case 'finish':
      return answer.body.trim().startsWith('<') ? unreadable(answer) : received({ step: 'document', id: asked.id });
    case 'ticket':
      return v.is(linked, body) ? received({ step: 'download', id: asked.id, link: body.link }) : unreadable(answer);
    case 'download':
      return judgeTicket(answer, sent, asked.id);
    default:
      return v.is(standing, body) ? readStanding(answer, body, asked?.id) : judgeTicket(answer, sent);
  }
}

function readStanding(answer: Answer, body: v.InferOutput<typeof standing>, asked?: string): Verdict {
  const { document_id, doc_status } = body;
  if (asked !== undefined && !isSame(document_id, asked)) return unclear(answer, `is about document ${document_id}`);
  if (decided.includes(doc_status)) return received({ step: 'ticket', id: document_id });
  return doc_status === failed
    ? { verdict: 'rejected', reason: 'FAILED: the document was not taken in' }
    : pending(answer);
}

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
