import * as v from 'valibot';
import { retryAfterOf } from '#common/exchange.ts';
import type { Answered } from '#common/send/https.ts';
import type { Verdict } from '#shared/delivery/verdict.ts';
import { isFinal } from './is-final.ts';

const problem = v.object({
  code: v.string(),
  object: v.optional(v.string(), ''),
  detail: v.optional(v.string(), ''),
});
const problems = v.object({ errors: v.array(problem) });
const result = v.object({
  document: v.string(),
  state: v.picklist(['processing', 'accepted', 'rejected']),
  errors: v.optional(v.array(problem), []),
});

/** A capture job (EPCIS 2.0, REST binding): what an EPCIS repository tells at the place where it took a document in. */
const captureJob = v.object({
  captureID: v.string(),
  running: v.boolean(),
  success: v.boolean(),
  errors: v.nullish(
    v.array(v.object({ type: v.nullish(v.string()), title: v.nullish(v.string()), detail: v.nullish(v.string()) })),
    [],
  ),
});

/** Problems told of one document. */
const NAMED = 10;
/** Characters told of one problem. */
const LONGEST_PROBLEM = 300;
/** Characters of the longest place of a result. */
const LONGEST = 2_000;

/**
 * What a partner says of a document that is sent to it. 202 with a `Location` (RFC 9110, 15.3.3) takes it in for now, and tells there what came of it; any
 * other success is the end of it. A page for people is no answer: something stands between, and the document may not have arrived.
 *
 * @param url where it was sent: nobody else is asked for the result
 * @param isRepeated it may have come before
 */
export function readAnswer(answer: Answered, url: string, isRepeated = false): Verdict {
  const { status } = answer;
  if (status >= 200 && status < 300) {
    if (isPage(answer)) return retry(answer, 'ambiguous', `status ${status} with a page of HTML`);
    const { location } = answer.headers;
    return status === 202 && location !== undefined ? received(location, url) : { verdict: 'acknowledged' };
  }
  if (status === 410) return { verdict: 'stopped', reason: 'status 410: the partner takes no more deliveries here' };
  if (isFinal(status, isRepeated))
    return { verdict: 'rejected', reason: [`status ${status}`, ...toldIn(answer)].join(': ') };
  const mayBeThere = status === 409 || (status >= 500 && status !== 503);
  return retry(answer, mayBeThere ? 'ambiguous' : 'transient', `status ${status}`);
}

/**
 * What a partner says when it is asked for the result, in our form or as a capture job of EPCIS 2.0. Whatever is no answer to that is asked for again.
 */
export function readResult(answer: Answered, document: string): Verdict {
  const { status } = answer;
  if (status === 404 || status === 410) return { verdict: 'unknown' };
  const body = jsonOf(answer);
  const told = v.safeParse(result, body);
  if (status === 202) return { verdict: 'pending', ...retryAfterOf(answer) };
  if (status !== 200) return retry(answer, 'transient', `status ${status} to the question for the result`);
  const job = v.safeParse(captureJob, body);
  if (job.success) return jobVerdict(job.output, answer);
  if (!told.success) return retry(answer, 'transient', 'the result cannot be read');
  if (told.output.document !== document) return retry(answer, 'transient', 'the result is of another document');
  const { state, errors } = told.output;
  if (state === 'processing') return { verdict: 'pending', ...retryAfterOf(answer) };
  if (state === 'accepted') return { verdict: 'acknowledged' };
  return { verdict: 'rejected', reason: tell(errors) || 'the partner says no reason' };
}

function jobVerdict({ running, success, errors }: v.InferOutput<typeof captureJob>, answer: Answered): Verdict {
  if (running) return { verdict: 'pending', ...retryAfterOf(answer) };
  if (success) return { verdict: 'acknowledged' };
  const told = (errors ?? []).map(({ type, title, detail }) => ({
    code: (type ?? 'error').split(/[:/]/).at(-1) ?? 'error',
    object: '',
    detail: detail ?? title ?? '',
  }));
  return { verdict: 'rejected', reason: tell(told) || 'the partner says no reason' };
}

function received(location: string, url: string): Verdict {
  const receipt = URL.parse(location, url);
  if (receipt !== null && receipt.origin === new URL(url).origin && receipt.href.length <= LONGEST)
    return { verdict: 'received', receipt: receipt.href };
  return { verdict: 'stopped', reason: 'status 202: the result lies at another place than the partner' };
}

const retry = (answer: Answered, failure: 'ambiguous' | 'transient', reason: string): Verdict => ({
  verdict: 'retry',
  failure,
  reason,
  ...retryAfterOf(answer),
});

const isPage = ({ headers, body }: Answered) => /^text\/html/i.test(headers['content-type'] ?? '') && body.length > 0;

function toldIn(answer: Answered): string[] {
  const read = v.safeParse(problems, jsonOf(answer));
  return read.success && read.output.errors.length > 0 ? [tell(read.output.errors)] : [];
}

type Problem = v.InferOutput<typeof problem>;

function tell(errors: readonly Problem[]): string {
  const told = ({ code, object, detail }: Problem) => `${code} ${object}`.trim() + (detail && `: ${detail}`);
  const named = errors.slice(0, NAMED).map((one) => told(one).slice(0, LONGEST_PROBLEM));
  const more = errors.length > NAMED ? `, and ${errors.length - NAMED} more` : '';
  return named.join(', ') + more;
}

function jsonOf({ body }: Answered): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}
