import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { digestOf } from '../../store/digest.ts';
import type { TokenKind } from '../../store/tokens.ts';
import { answeredBefore, tokenProblem } from '../once-under-token.ts';
import { atOf, type ForeignNeeds } from './foreign-needs.ts';
import { inSlices } from './in-slices.ts';

interface Told<Said> {
  readonly kind: TokenKind;
  readonly token: string;
  readonly said: Said;
}

/** After a step: how far the work is (JSON), and what has become of it since the step before. */
export interface Step<Far = unknown> {
  readonly batch: number;
  readonly far: Far;
  readonly results?: readonly unknown[];
}

/** Where work goes on that was broken off. */
export interface Before {
  readonly batch: number;
  readonly far: unknown;
  readonly results: unknown[];
}

interface Done<Answer> {
  readonly batch: number;
  readonly answer: Answer;
}

/** Work in steps. A refusal means that nothing was done in the end. */
export type Work<Answer> = Generator<Step, Done<Answer> | Refusal>;

/**
 * Does what a line said under a token, once, slice by slice. What was broken off goes on where it was when it is said again: how far it is stands on disk
 * with what was done of it.
 */
export async function once<Said, Answer extends object>(
  needs: ForeignNeeds,
  { kind, token, said }: Told<Said>,
  work: (before: Before | undefined) => Work<Answer>,
): Promise<Answer | Refusal> {
  const { tokens, line, lane } = needs;
  const wrong = tokenProblem(token);
  if (wrong !== undefined) return wrong;
  const digest = digestOf([kind, said]);
  return lane.alone(async () => {
    const before = tokens.find(line, token);
    if (before !== undefined && (before.begun === undefined || before.digest !== digest))
      return answeredBefore<Answer>(before, digest);
    const begun = before?.begun && {
      batch: before.batch,
      far: JSON.parse(before.begun),
      results: tokens.results(line, token),
    };
    const done = await inSlices(needs, work(begun || undefined), {
      slice: (steps) => {
        const last = steps.at(-1);
        if (last === undefined) return;
        const results = steps.flatMap((one) => one.results ?? []);
        const far = JSON.stringify(last.far);
        tokens.far(line, token, { batch: last.batch, kind, digest, far, results }, atOf(needs));
      },
      done: (one) => {
        if (isRefusal(one)) tokens.drop(line, token);
        else
          tokens.keep(line, token, { batch: one.batch, kind, digest, answer: JSON.stringify(one.answer) }, atOf(needs));
      },
    });
    return isRefusal(done) ? done : done.answer;
  });
}
