import * as v from 'valibot';
import type { Verdict } from '../../delivery/verdict.ts';
import { again, firstOf, jsonOf, pending, unclear, unreadable } from '../answers.ts';
import type { Answer } from '../regime.ts';

const named = v.pipe(v.string(), v.minLength(1));
/** Every answer names the request that it is about. */
const receipt = v.object({ requestId: v.string(), receipt: named });
const result = v.object({
  requestId: v.string(),
  accepted: v.pipe(v.number(), v.integer(), v.minValue(0)),
  rejected: v.array(v.object({ serial: v.string(), code: v.string() })),
});
const taken = v.object({ requestId: v.string(), productCode: v.string(), batch: v.optional(v.string()) });
const errors = v.object({
  errors: v.pipe(
    v.array(v.object({ code: v.string(), detail: v.string(), at: v.optional(v.string()) })),
    v.minLength(1),
  ),
});

/** What an answer has to be about, as `write-message.ts` wrote it. */
const message = v.object({
  requestId: v.string(),
  productCode: v.string(),
  batch: v.optional(v.object({ id: v.string() })),
  serials: v.optional(v.array(v.string())),
});
type Sent = v.InferOutput<typeof message>;

/**
 * Reads what the Hub answered, and holds it against what was sent: it has to name the same request, product and batch, and to account for every pack. What
 * cannot be read, or is about something else, may still have been acted on, so it is asked about. Nothing but the Hub's own words rejects: a proxy's page
 * does not.
 */
export function readAnswer(answer: Answer): Verdict {
  const { to, status } = answer;
  if (status >= 200 && status < 300) return readSuccess(answer);
  if (status === 401 || status === 429 || status === 503) return again('transient', answer); // turned away at the door
  const told = v.safeParse(errors, jsonOf(answer.body));
  if (!told.success || status < 400 || status === 408 || status >= 500) return again('ambiguous', answer);
  if (to === 'message') return { verdict: 'rejected', reason: reasonOf(told.output) };
  const isUnknown = status === 404 && told.output.errors.some(({ code }) => code === 'UNKNOWN');
  return isUnknown ? { verdict: 'unknown' } : again('ambiguous', answer);
}

function readSuccess(answer: Answer): Verdict {
  const { to, status } = answer;
  if (to === 'receipt' && status === 202) return pending(answer);
  const body = jsonOf(answer.body);
  const sent = v.safeParse(message, jsonOf(answer.sent));
  if (!sent.success) return unclear(answer, 'cannot be held against what was sent');
  if (to === 'receipt') return v.is(result, body) ? readResult(answer, body, sent.output) : unreadable(answer);
  if (v.is(receipt, body))
    return body.requestId === sent.output.requestId
      ? { verdict: 'received', receipt: body.receipt }
      : unclear(answer, `is about request ${body.requestId}`);
  if (to === 'request' || !v.is(taken, body)) return unreadable(answer);
  return readTaken(answer, body, sent.output);
}

/** Of a message that names no packs: it is in at once. */
function readTaken(answer: Answer, body: v.InferOutput<typeof taken>, sent: Sent): Verdict {
  if (sent.serials !== undefined) return unclear(answer, 'gives no receipt for packs');
  const { requestId, productCode, batch } = body;
  const isIt = requestId === sent.requestId && productCode === sent.productCode && batch === sent.batch?.id;
  if (isIt) return { verdict: 'acknowledged' };
  return unclear(
    answer,
    `is about request ${requestId} of ${productCode}${batch === undefined ? '' : `, batch ${batch}`}`,
  );
}

function readResult(answer: Answer, body: v.InferOutput<typeof result>, { requestId, serials = [] }: Sent): Verdict {
  const { accepted, rejected } = body;
  if (body.requestId !== requestId) return unclear(answer, `is about request ${body.requestId}`);
  const refused = new Set(rejected.map(({ serial }) => serial));
  if (refused.size !== rejected.length) return unclear(answer, 'refuses a pack twice');
  if (accepted + refused.size !== serials.length)
    return unclear(answer, `accounts for ${accepted + refused.size} of ${serials.length} packs`);
  for (const serial of serials) refused.delete(serial);
  if (refused.size > 0) return unclear(answer, `refuses ${refused.size} packs that were not sent`);
  if (rejected.length === 0) return { verdict: 'acknowledged' };
  if (accepted === 0)
    return { verdict: 'rejected', reason: `all ${rejected.length} packs refused: ${listed(rejected)}` };
  return {
    verdict: 'partially-accepted',
    accepted,
    rejected: rejected.map(({ serial, code }) => ({ object: serial, code })),
  };
}

const listed = (rejected: v.InferOutput<typeof result>['rejected']) =>
  firstOf(
    rejected.map(({ serial, code }) => `${serial} (${code})`),
    ', ',
  );

const reasonOf = ({ errors: told }: v.InferOutput<typeof errors>) =>
  told.map(({ code, detail, at }) => `${code}${at ? ` at ${at}` : ''}: ${detail}`).join('; ');
