import { inWords } from '../data/ask.ts';
import { signsIn } from '../data/live.ts';
import { mayDo, useSession } from '../data/session.ts';
import { useTexts } from '../texts/language.ts';

/** Why there is nothing to be seen (yet): nobody is signed in, he may not, it failed, or it is being asked for. */
export function Unseen({ right, error }: { readonly right: string; readonly error: Error | null }) {
  const texts = useTexts();
  const session = useSession();
  const mayNot = !mayDo(right, session, signsIn());
  const why = mayNot ? (session.person === undefined ? texts.signInFirst : texts.mayNot) : undefined;
  return (
    <p className="panel" role="status">
      {why ?? (error === null ? texts.loading : inWords(error))}
    </p>
  );
}
