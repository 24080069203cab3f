import type { Refusal } from '#shared/refusal.ts';
import type { TokenKind } from '../../store/tokens.ts';
import { onceUnder } from '../once-under-token.ts';
import { atOf, type ForeignNeeds } from './foreign-needs.ts';

interface Told<Said> {
  readonly kind: TokenKind;
  readonly token: string;
  readonly said: Said;
}

/** Does what a line said under a token, once. */
export const once = <Said, Answer extends object>(
  needs: ForeignNeeds,
  { kind, token, said }: Told<Said>,
  work: () => { readonly batch: number; readonly answer: Answer } | Refusal,
): Answer | Refusal => {
  const { db, tokens, line } = needs;
  const answers = {
    find: (one: string) => tokens.find(line, one),
    keep: (one: string, { batch }: { readonly batch: number }, digest: string, answer: string) =>
      tokens.keep(line, one, { batch, kind, digest, answer }, atOf(needs)),
  };
  return onceUnder(db, answers, { token, said: [kind, said] }, work);
};
