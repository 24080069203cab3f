import { tried } from '../data/ask.ts';
import { signsIn } from '../data/live.ts';
import { mayDo, useSession } from '../data/session.ts';
import { useAskAgain } from '../data/use-asked.ts';
import { sign } from '../parts/sign.ts';
import { useTexts } from '../texts/language.ts';

export interface Way {
  readonly how: string;
  readonly words: string;
  readonly meaning: string;
  readonly about: readonly string[];
}

/** The ways in which somebody with the right for it settles what is held at a path, each signed with a reason. */
export function Resolution({ path, ways }: { readonly path: string; readonly ways: readonly Way[] }) {
  const { person } = useTexts();
  const session = useSession();
  const askAgain = useAskAgain();
  if (!signsIn() || !mayDo('resolve-exception', session, true)) return null;
  const resolve = async ({ how, meaning, about }: Way) => {
    await sign(meaning, {
      reason: person.why,
      about,
      tries: (signature) => tried('POST', `${path}/resolve`, { how, signature }),
    });
    await askAgain();
  };
  return (
    <div className="bar">
      {ways.map((way) => (
        <button key={way.how} type="button" onClick={() => void resolve(way)}>
          {way.words}
        </button>
      ))}
    </div>
  );
}
