import { CloudFailure } from '../../link/cloud-failure.ts';

/** How something is asked. */
export interface Asked {
  /** When the answer is not waited for any longer. */
  readonly signal: AbortSignal;
  /** An answer that is so many milliseconds old will do. */
  readonly mayBeOld: number;
}

/** An answer, or a `CloudFailure` when it does not come in time. */
export function inTime<Answer>(answer: Promise<Answer>, asked: Asked | undefined, what: string): Promise<Answer> {
  if (asked === undefined) return answer;
  const { promise, reject } = Promise.withResolvers<never>();
  const late = () => reject(new CloudFailure('transient', `${what}: not answered in time`));
  if (asked.signal.aborted) late();
  asked.signal.addEventListener('abort', late, { once: true });
  return Promise.race([answer, promise]).finally(() => asked.signal.removeEventListener('abort', late));
}

/** Answers that are kept for those who need none that is fresh. */
const MOST = 2_000;

/** Remembers what was answered lately. A question that fails is asked again by the next. */
export function recently(now: () => number) {
  const kept = new Map<string, { readonly at: number; readonly answer: unknown }>();
  return async <Answer>(question: string, asked: Asked | undefined, ask: () => Promise<Answer>): Promise<Answer> => {
    const before = kept.get(question);
    // Only ever kept under this question, whose answer is of this shape.
    if (before !== undefined && now() - before.at < (asked?.mayBeOld ?? 0)) return before.answer as Answer;
    const at = now();
    const answer = await ask();
    kept.delete(question);
    kept.set(question, { at, answer });
    const [oldest] = kept.keys();
    if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
    return answer;
  };
}
