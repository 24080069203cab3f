import type { Verdict } from '../../delivery/verdict.ts';
import { again } from '../answers.ts';
import type { Answer } from '../regime.ts';
import { retryAfterGate } from './gate-retries.ts';
import { resultOfBill, resultOfFile } from './read-result.ts';
import { readSent, type Sent } from './read-sent.ts';
import { type Receipt, writeReceipt } from './receipts.ts';
import { readReplaced, readStatesAfter } from './replace.ts';
import { readList, readWireAnswer, type WireAnswer } from './wire-answer.ts';

/**
 * Reads what the platform answered, and holds it against what was sent: file or bill have to be named. Nothing but the platform's own words rejects; what
 * cannot be read may have been acted on, and is asked about.
 */
export function readAnswer(answer: Answer): Verdict {
  const { status, to } = answer;
  if (status === 401 || status === 429 || status === 503) return again('transient', answer); // turned away at the door
  const told = readWireAnswer(answer.body);
  if (status === 408 || status >= 500) return again('ambiguous', answer);
  if (told === undefined) return again('ambiguous', answer, 'these are not the platform’s words');
  if (told.from === 'gate') return readGate(answer, told);
  if (told.from === 'codeprocess' || told.from === 'searchstatus')
    return to === 'message' ? again('ambiguous', answer) : readQuestion(answer, told);
  if (told.from === 'codereplace') return readReplaced(answer, told);
  if (told.from === 'querycodeactive') return readStatesAfter(answer, told);
  return told.from.startsWith('upload') ? readUpload(answer, told) : again('ambiguous', answer);
}

/** The gate stands before the platform: what it refuses was not done, unless it says that the platform did not answer it. */
function readGate(answer: Answer, told: Extract<WireAnswer, { from: 'gate' }>): Verdict {
  const retry = retryAfterGate(told.code);
  if (told.subCode.startsWith('isp.') || retry === 'unknown-outcome') return again('ambiguous', answer, told.detail);
  if (retry === 'transport' || retry === 'throttled') return again('transient', answer, told.detail);
  return answer.to === 'message' ? rejected(told.code, told.detail) : again('ambiguous', answer, told.detail);
}

function readUpload(answer: Answer, told: Exclude<WireAnswer, { from: 'gate' }>): Verdict {
  const { to } = answer;
  if (to !== 'message') return again('ambiguous', answer);
  if (!told.isDone && !isThere(told.code)) return rejected(told.code, told.detail);
  if (told.isDone && answer.status >= 300) return again('ambiguous', answer);
  const next = nextOf(readSent(answer.sent));
  if (next === undefined) return again('ambiguous', answer, 'cannot be held against what was sent');
  return { verdict: 'received', receipt: writeReceipt(next) };
}

/** The platform takes a number once: one that it has is ours, sent before. */
const isThere = (code: string) => code === 'BILL_CODE_EXISTS' || code === 'FILE_EXISTS';

/** What is asked next after an upload was taken. */
function nextOf({ bill, file }: Sent): Receipt | undefined {
  if (bill !== undefined) return { of: 'bill', bill };
  return file && { of: 'relation', batch: file.batch };
}

function readQuestion(answer: Answer, told: Exclude<WireAnswer, { from: 'gate' }>): Verdict {
  const found = told.isDone ? readList(told.model) : undefined;
  const sent = readSent(answer.sent);
  const { fileName, bill } = sent;
  const isOfFile = told.from === 'codeprocess';
  const name = isOfFile ? fileName : bill;
  if (found === undefined || name === undefined) return again('ambiguous', answer, told.detail);
  const ours = found.entries.filter((entry) => (isOfFile ? entry.upload_file_name : entry.bill_code) === name);
  if (ours.length === 0)
    return found.entries.length < found.total
      ? again('ambiguous', answer, 'the list has more')
      : { verdict: 'unknown' };
  if (answer.to === 'receipt') return isOfFile ? resultOfFile(ours) : resultOfBill(ours, sent.codes);
  const next = nextOf(sent);
  return next === undefined ? again('ambiguous', answer) : { verdict: 'received', receipt: writeReceipt(next) };
}

const rejected = (code: string, detail: string): Verdict => ({
  verdict: 'rejected',
  reason: [code, detail].filter(Boolean).join(': '),
});
