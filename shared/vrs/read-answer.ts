import * as v from 'valibot';
import { hearStatus } from './hear-status.ts';
import type { Outcome } from './outcomes.ts';

/** What an answer says about the question, in our words. */
export interface Heard {
  readonly outcome: Outcome;
  /** Of `not-verified`, in the words of the standard where the responder keeps to them. */
  readonly reason?: string;
  /** In the responder's words: `recalled` is the only one of 1.0.2. */
  readonly additionalInfo?: string;
  readonly responderGLN?: string;
  readonly verifiedAt?: string;
  /** Why it is no answer. */
  readonly detail?: string;
}

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const shape = v.object({
  verificationTimestamp: v.pipe(
    text,
    v.check((time) => !Number.isNaN(Date.parse(time)), 'is no time'),
  ),
  responderGLN: v.pipe(v.string(), v.regex(/^\d{13}$/, 'is no GLN of 13 digits')),
  data: v.object({
    verified: v.boolean(),
    verificationFailureReason: v.nullish(text),
    additionalInfo: v.nullish(text),
  }),
  corrUUID: text,
});
type Body = v.InferOutput<typeof shape>;

/**
 * Reads an answer to a verification request (GS1 Lightweight Messaging 1.0.2): only 200 has JSON. Whatever is not wholly understood is no
 * verification.
 *
 * @param asked the corrUUID that was sent, and the GLN of whom it was sent to: an answer of anybody else is none
 */
export function readAnswer(
  { status, body }: { readonly status: number; readonly body: string },
  asked: { readonly corrUUID: string; readonly gln: string },
): Heard {
  if (status !== 200) return hearStatus(status);
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), shape), body);
  if (!read.success) return unusable(`200 without the JSON of an answer: ${read.issues[0].message}`);
  const { corrUUID, responderGLN } = read.output;
  if (corrUUID.toLowerCase() !== asked.corrUUID.toLowerCase())
    return unusable(`it answers ${corrUUID}, not what was asked`);
  if (responderGLN !== asked.gln) return unusable(`it is of responder ${responderGLN}, and ${asked.gln} was asked`);
  return judge(read.output);
}

function judge({ data, responderGLN, verificationTimestamp }: Body): Heard {
  const { verified, verificationFailureReason: reason, additionalInfo } = data;
  const said = { responderGLN, verifiedAt: verificationTimestamp, ...(additionalInfo && { additionalInfo }) };
  if (!verified) return { outcome: 'not-verified', reason: reason ?? 'No_reason_provided', ...said };
  if (reason) return unusable(`it says verified and ${reason}`);
  if (!additionalInfo) return { outcome: 'verified', ...said };
  return { outcome: additionalInfo.toLowerCase() === 'recalled' ? 'recalled' : 'flagged', ...said };
}

const unusable = (detail: string): Heard => ({ outcome: 'answer-unusable', detail });
