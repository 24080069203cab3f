import { mayDo, useSession } from '../data/session.ts';
import { Facts } from '../parts/facts.tsx';
import { useTexts } from '../texts/language.ts';
import { wordOf } from '../texts/word-table.ts';
import { type ActName, actsFor } from './acts.ts';
import { nameOf } from './do-act.ts';
import type { Thing } from './thing-shape.ts';

interface Needs {
  readonly thing: Thing;
  /** What is being done with it already. */
  readonly doing: ActName | undefined;
  readonly act: (name: ActName) => void;
}

/** What was scanned, and what can be done with it. */
export function FoundThing({ thing, doing, act }: Needs) {
  const { station, words, line } = useTexts();
  const session = useSession();
  const possible = actsFor(thing, (right) => mayDo(right, session, true));
  const of: (readonly [string, string])[] =
    thing.is === 'pack'
      ? [
          [line.gtin, thing.gtin],
          [station.serial, thing.serial],
          ...(thing.reason == null ? [] : [[station.reason, wordOf(words.reason, thing.reason)] as const]),
          ...(thing.container == null ? [] : [[station.inside, String(thing.container)] as const]),
        ]
      : [[line.holds, station.contains(thing.inside.packs.length, thing.inside.containers.length)]];
  return (
    <article className="found" aria-live="polite">
      <h3>{nameOf(thing)}</h3>
      <Facts of={[[station.state, wordOf(words.thing, thing.state)], [station.batch, String(thing.batch)], ...of]} />
      {doing === undefined && (
        <div className="bar">
          {possible.map((name) => (
            <button key={name} type="button" className="big" onClick={() => act(name)}>
              {station.acts[name]}
            </button>
          ))}
          {possible.length === 0 && <p className="quiet">{station.nothing}</p>}
        </div>
      )}
    </article>
  );
}
