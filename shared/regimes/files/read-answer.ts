import * as v from 'valibot';
import type { Verdict } from '../../delivery/verdict.ts';
import { sha256 } from '../../wire/sha256.ts';
import { again, firstOf, jsonOf, pending, unclear, unreadable } from '../answers.ts';
import type { Answer } from '../regime.ts';

const named = v.pipe(v.string(), v.minLength(1));
const problem = v.object({ code: named, text: v.string(), row: v.optional(v.number()) });
/** Every answer names the file by its digest. */
const taken = v.object({ receipt: named, sha256: named });
const result = v.variant('status', [
  v.object({ sha256: named, status: v.literal('waiting') }),
  v.object({ sha256: named, status: v.literal('accepted'), rows: v.number() }),
  v.object({ sha256: named, status: v.literal('failed'), problems: v.pipe(v.array(problem), v.minLength(1)) }),
]);
const errors = v.object({ errors: v.pipe(v.array(problem), v.minLength(1)) });

/** Reads what became of a file, which is taken or refused as a whole, and holds it against the bytes that were sent. */
export function readAnswer(answer: Answer): Verdict {
  const { to, status } = answer;
  if (status >= 200 && status < 300) return readSuccess(answer);
  if (status === 401 || status === 429 || status === 503) return again('transient', answer); // turned away at the door
  const told = v.safeParse(errors, jsonOf(answer.body));
  if (!told.success || status < 400 || status === 408 || status >= 500) return again('ambiguous', answer);
  if (to === 'message') return { verdict: 'rejected', reason: listed(told.output.errors) };
  const isUnknown = status === 404 && told.output.errors.some(({ code }) => code === 'UNKNOWN_FILE');
  return isUnknown ? { verdict: 'unknown' } : again('ambiguous', answer);
}

function readSuccess(answer: Answer): Verdict {
  const body = jsonOf(answer.body);
  if (answer.to === 'receipt') return readResult(answer, body);
  if (!v.is(taken, body)) return unreadable(answer);
  if (body.sha256 !== sha256(answer.sent)) return unclear(answer, 'is about another file');
  return { verdict: 'received', receipt: body.receipt };
}

function readResult(answer: Answer, body: unknown): Verdict {
  if (!v.is(result, body)) return unreadable(answer);
  if (body.status === 'waiting') return pending(answer);
  if (body.sha256 !== sha256(answer.sent)) return unclear(answer, 'is about another file');
  return body.status === 'failed'
    ? { verdict: 'rejected', reason: listed(body.problems) }
    : { verdict: 'acknowledged' };
}

const listed = (problems: readonly v.InferOutput<typeof problem>[]) =>
  firstOf(problems.map(({ code, text, row }) => `${row === undefined ? '' : `row ${row}: `}${code}: ${text}`));
