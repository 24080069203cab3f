import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { type Database, transaction } from '../store/database.ts';
import { digestOf } from '../store/digest.ts';

/** What was said under tokens, and what was answered (JSON). */
export interface Answers<More> {
  find(token: string): { readonly digest: string; readonly answer: string } | undefined;
  /** Keeps an answer in the transaction of what it answers. */
  keep(token: string, more: More, digest: string, answer: string): void;
}

const rule = 'OPEN-SCS RequestToken: one for each thing that is said';

/**
 * Does what was said under a token, once: the answer is kept in the transaction of what it answers, so that whatever is said again after a lost
 * answer or a loss of power is either answered as before or done now. A refusal is not kept: nothing was done.
 *
 * @param said what has to be the same for it to be said again
 */
export function onceUnder<Answer extends object, More>(
  db: Database,
  answers: Answers<More>,
  { token, said }: { readonly token: string; readonly said: unknown },
  work: () => (More & { readonly answer: Answer }) | Refusal,
): Answer | Refusal {
  const wrong = tokenProblem(token);
  if (wrong !== undefined) return wrong;
  const digest = digestOf(said);
  return transaction(db, () => {
    const before = answers.find(token);
    if (before !== undefined) return answeredBefore<Answer>(before, digest);
    const done = work();
    if (isRefusal(done)) return done;
    answers.keep(token, done, digest, JSON.stringify(done.answer));
    return done.answer;
  });
}

/** What is wrong with a token. */
export function tokenProblem(token: string): Refusal | undefined {
  if (/^[\x21-\x7e]{1,128}$/.test(token)) return undefined;
  return refuse('malformed', 'a token is 1 to 128 printable characters without spaces', {
    at: '/token',
    rule,
    remedy: 'Give a token of your own, a new one for everything new.',
  });
}

/** The answer of before, where the same was said; another content is refused. */
export function answeredBefore<Answer>(
  before: { readonly digest: string; readonly answer: string },
  digest: string,
): Answer | Refusal {
  if (before.digest === digest) return JSON.parse(before.answer);
  return refuse('conflict', 'something else was said under that token', {
    at: '/token',
    rule,
    remedy: 'Give a new token for what is new.',
  });
}
