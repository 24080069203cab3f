import * as v from 'valibot';
import { type Heard, hearStatus, notOurs, type SaidStatus } from './heard.ts';

export interface IntakeDecision {
  readonly incident: string;
}

const answer = v.object({
  notice: v.string(),
  state: v.picklist(['received', 'acknowledged', 'terminated', 'refused']),
  incident: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(100))),
  reason: v.optional(v.string()),
});

/** What the office of FDA says of a notice. The wire is ours: FDA takes the form by mail and answers by mail. */
export const readIntakeAnswer = (
  said: SaidStatus,
  asked: 'sent' | 'asked',
  expected: { readonly notice: string; readonly incident?: string | undefined },
): Heard<IntakeDecision> => {
  const decide = (body: unknown): Heard<IntakeDecision> => {
    const read = v.safeParse(answer, body);
    if (!read.success || read.output.notice !== expected.notice) return notOurs(`notice ${expected.notice}`);
    const { state, incident, reason } = read.output;
    if (state === 'received') return { heard: 'received' };
    if (state === 'refused') return { heard: 'refused', reason: reason ?? 'no reason is given' };
    const isOther = expected.incident !== undefined && incident !== expected.incident;
    if (incident === undefined || isOther) return notOurs(`incident ${expected.incident ?? 'that is new'}`);
    return { heard: 'decided', decision: { incident } };
  };
  const isOurs = (body: unknown) => v.is(v.looseObject({ notice: v.literal(expected.notice) }), body);
  return hearStatus(said, asked, decide, isOurs);
};
