import * as v from 'valibot';
import type { Verdict } from '../../delivery/verdict.ts';
import type { Answer } from '../regime.ts';

const receipt = v.object({ receipt: v.pipe(v.string(), v.minLength(1)) });
const result = v.object({
  accepted: v.pipe(v.number(), v.integer(), v.minValue(0)),
  rejected: v.array(v.object({ serial: v.string(), code: v.string() })),
});
const errors = v.object({
  errors: v.array(v.object({ code: v.string(), detail: v.string(), at: v.optional(v.string()) })),
});

/** Reads what the Hub answered. What cannot be read at all may still have been acted on, so it is asked about. */
export function readAnswer(answer: Answer): Verdict {
  const { status } = answer;
  if (status === 404 && answer.to !== 'message') return { verdict: 'unknown' };
  if (status >= 200 && status < 300) return readSuccess(answer);
  if (status === 401 || status === 429 || status === 503) return again('transient', answer); // turned away at the door
  if (status === 408 || status >= 500) return again('ambiguous', answer);
  return { verdict: 'rejected', reason: reasonOf(answer) };
}

function readSuccess(answer: Answer): Verdict {
  const { to, status } = answer;
  const body = parse(answer.body);
  if (to === 'receipt' && status === 202) return { verdict: 'pending', ...retryAfterOf(answer) };
  if (to === 'receipt' && v.is(result, body)) return readResult(body);
  if (to !== 'receipt' && v.is(receipt, body)) return { verdict: 'received', receipt: body.receipt };
  if (to === 'message' && v.is(v.object({ productCode: v.string() }), body)) return { verdict: 'acknowledged' };
  return { verdict: 'retry', failure: 'ambiguous', reason: `status ${status} with an answer that cannot be read` };
}

function readResult({ accepted, rejected }: v.InferOutput<typeof result>): Verdict {
  const [first] = rejected;
  if (first === undefined) return { verdict: 'acknowledged' };
  if (accepted === 0)
    return { verdict: 'rejected', reason: `all ${rejected.length} packs refused: ${first.serial} (${first.code})` };
  return {
    verdict: 'partially-accepted',
    accepted,
    rejected: rejected.map(({ serial, code }) => ({ object: serial, code })),
  };
}

function again(failure: 'transient' | 'ambiguous', answer: Answer): Verdict {
  return { verdict: 'retry', failure, reason: `status ${answer.status}`, ...retryAfterOf(answer) };
}

function reasonOf({ status, body }: Answer): string {
  const told = v.safeParse(errors, parse(body));
  if (!told.success) return `status ${status}`;
  return told.output.errors.map(({ code, detail, at }) => `${code}${at ? ` at ${at}` : ''}: ${detail}`).join('; ');
}

const retryAfterOf = ({ retryAfter }: Answer) => (retryAfter === undefined ? {} : { retryAfter });

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
