import * as v from 'valibot';
import type { Verdict } from '../../delivery/verdict.ts';
import { again, firstOf, jsonOf, pending, unclear, unreadable } from '../answers.ts';
import type { Answer } from '../regime.ts';

const named = v.pipe(v.string(), v.minLength(1));
const problem = v.object({ code: named, text: v.string(), object: v.optional(v.string()) });
/** What every answer but a refusal names: the message, and by its InstanceIdentifier which of ours it is. */
const about = { messageId: named, instance: named };
const taken = v.object({ ...about, status: v.literal('received') });
const status = v.variant('status', [
  v.object({ ...about, status: v.literal('pending') }),
  v.object({ ...about, status: v.literal('success') }),
  v.object({ ...about, status: v.literal('warning'), problems: v.array(problem) }),
  v.object({ ...about, status: v.literal('error'), problems: v.pipe(v.array(problem), v.minLength(1)) }),
]);
const errors = v.object({ errors: v.pipe(v.array(problem), v.minLength(1)) });
type Problem = v.InferOutput<typeof problem>;

/**
 * Reads what a hub answered, and holds it against what was sent. A message is taken or refused as a whole; a warning is taken, and what it says stays in the
 * evidence. Nothing but the hub's own words rejects.
 */
export function readAnswer(answer: Answer): Verdict {
  const { to, status: code } = answer;
  if (code >= 200 && code < 300) return readSuccess(answer);
  if (code === 401 || code === 429 || code === 503) return again('transient', answer); // turned away at the door
  const told = v.safeParse(errors, jsonOf(answer.body));
  if (!told.success || code < 400 || code === 408 || code >= 500) return again('ambiguous', answer);
  if (to === 'message') return { verdict: 'rejected', reason: listed(told.output.errors) };
  const isUnknown = code === 404 && told.output.errors.some((one) => one.code === 'UNKNOWN_MESSAGE');
  return isUnknown ? { verdict: 'unknown' } : again('ambiguous', answer);
}

function readSuccess(answer: Answer): Verdict {
  const body = jsonOf(answer.body);
  const instance = instanceIn(answer.sent);
  if (answer.to !== 'receipt') {
    if (!v.is(taken, body)) return unreadable(answer);
    if (body.instance !== instance) return unclear(answer, `is about ${body.instance}`);
    return { verdict: 'received', receipt: body.messageId };
  }
  if (!v.is(status, body)) return unreadable(answer);
  if (body.status === 'pending') return pending(answer);
  if (body.instance !== instance) return unclear(answer, `is about ${body.instance}`);
  return body.status === 'error' ? { verdict: 'rejected', reason: listed(body.problems) } : { verdict: 'acknowledged' };
}

/** The InstanceIdentifier of a message that we wrote. Ids are letters, digits and hyphens: nothing in them is escaped. */
const instanceIn = (sent: string) => /<(?:\w+:)?InstanceIdentifier>([^<]*)</.exec(sent)?.[1];

const listed = (problems: readonly Problem[]) =>
  firstOf(problems.map(({ code, text, object }) => `${code}${object === undefined ? '' : ` ${object}`}: ${text}`));
