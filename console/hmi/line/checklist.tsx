import { tried } from '../data/ask.ts';
import { signsIn } from '../data/live.ts';
import { mayDo, useSession } from '../data/session.ts';
import { say } from '../parts/notice.tsx';
import { sign } from '../parts/sign.ts';
import { useTexts } from '../texts/language.ts';
import { forgetTicks, type TickedBy, tick, ticksOf, useTicks } from './ticks.ts';

interface Needs {
  readonly phase: 'before' | 'after';
  readonly items: readonly string[];
  readonly batch: number;
}

/** Line clearance: every item is confirmed by hand, and all of them signed for (EU GMP Part I §5.45). */
export function Checklist({ phase, items, batch }: Needs) {
  const { line } = useTexts();
  const { clearance } = line;
  const session = useSession();
  const may = mayDo('clear-line', session, signsIn());
  const mine: TickedBy = { batch, phase, who: session.person?.username ?? '' };
  const done = useTicks(mine);
  const signAll = async () => {
    if (!items.every((item) => ticksOf(mine).includes(item))) return say(clearance.all);
    say('');
    const isSigned = await sign(clearance.meaning[phase], {
      about: items,
      tries: (signature) => {
        const all = items.map((item) => ({ item, done: true }));
        return tried('POST', `/api/batches/${batch}/clearance`, { phase, items: all, signature });
      },
    });
    if (isSigned) forgetTicks(mine);
  };
  return (
    <section className="deed">
      <div className="grow">
        <h3>{clearance[phase](batch)}</h3>
        <div className="items">
          {items.map((item) => (
            <label key={item} className="item">
              <input type="checkbox" disabled={!may} checked={done.includes(item)} onChange={() => tick(mine, item)} />
              <span>{item}</span>
            </label>
          ))}
        </div>
      </div>
      {may ? (
        <button type="button" className="main big" onClick={() => void signAll()}>
          {clearance.sign}
        </button>
      ) : (
        <p>{clearance.who}</p>
      )}
    </section>
  );
}
