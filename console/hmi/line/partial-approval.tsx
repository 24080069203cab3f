import { tried } from '../data/ask.ts';
import { signsIn } from '../data/live.ts';
import { mayDo, useSession } from '../data/session.ts';
import type { AwaitedPartial } from '../data/status-shape.ts';
import { sign } from '../parts/sign.ts';
import { useTexts } from '../texts/language.ts';
import { wordOf } from '../texts/word-table.ts';

type Needs = AwaitedPartial & { readonly batch: number };

/** A container that is not full and is closed only when somebody signs for it, with what he has read that it holds. */
export function PartialApproval({ container, level, holds, contents, batch }: Needs) {
  const { line, words } = useTexts();
  const { partial } = line;
  const session = useSession();
  const name = wordOf(words.level, level);
  const approve = () =>
    sign(partial.meaning(name), {
      about: [partial.about(name, container, holds)],
      tries: (signature) =>
        tried('POST', `/api/batches/${batch}/partials/${container}/approve`, { contents, signature }),
    });
  return (
    <section className="deed">
      <h3 className="grow">{partial.title(name, container, holds)}</h3>
      {mayDo('approve-partial', session, signsIn()) ? (
        <button type="button" className="main big" onClick={() => void approve()}>
          {partial.approve}
        </button>
      ) : (
        <p>{partial.who}</p>
      )}
    </section>
  );
}
