import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { transaction } from '../../store/database.ts';
import type { TokenKind } from '../../store/tokens.ts';
import { digestOf } from '../integrity/digest.ts';
import { atOf, type ForeignNeeds } from './foreign-needs.ts';

interface Told<Said> {
  readonly kind: TokenKind;
  readonly token: string;
  readonly said: Said;
}

/**
 * Does what was said under a token, once: the answer is kept in the transaction of what it answers, so that whatever is said again after a lost
 * answer or a loss of power is either answered as before or done now. A refusal is not kept: nothing was done.
 */
export function once<Said, Answer extends object>(
  needs: ForeignNeeds,
  { kind, token, said }: Told<Said>,
  work: () => { readonly batch: number; readonly answer: Answer } | Refusal,
): Answer | Refusal {
  const { db, tokens, line } = needs;
  if (!/^[\x21-\x7e]{1,128}$/.test(token)) {
    return refuse('malformed', 'a token is 1 to 128 printable characters without spaces', {
      at: '/token',
      rule: 'OPEN-SCS RequestToken: one for each thing that is said',
      remedy: 'Give a token of your own, a new one for everything new.',
    });
  }
  const digest = digestOf([kind, said]);
  return transaction(db, () => {
    const before = tokens.find(line, token);
    if (before !== undefined) return answeredBefore<Answer>(before, digest);
    const done = work();
    if (isRefusal(done)) return done;
    const { batch, answer } = done;
    tokens.keep(line, token, { batch, kind, digest, answer: JSON.stringify(answer) }, atOf(needs));
    return answer;
  });
}

function answeredBefore<Answer>(
  before: { readonly digest: string; readonly answer: string },
  digest: string,
): Answer | Refusal {
  if (before.digest === digest) return JSON.parse(before.answer);
  return refuse('conflict', 'something else was said under that token', {
    at: '/token',
    rule: 'OPEN-SCS RequestToken: one for each thing that is said',
    remedy: 'Give a new token for what is new.',
  });
}
