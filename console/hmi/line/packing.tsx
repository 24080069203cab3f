import type { LineStatus } from '../data/status-shape.ts';
import { Facts } from '../parts/facts.tsx';
import { ScrollPanel } from '../parts/scroll-panel.tsx';
import { useSpoken } from '../texts/language.ts';
import { wordOf } from '../texts/word-table.ts';

/** What packs go into. */
export function Packing({ line: { batch, containers } }: { readonly line: LineStatus }) {
  const { texts, formats } = useSpoken();
  const { line, words } = texts;
  const { cases = 0, pallets = 0, inFlight = 0, sampled = 0 } = batch?.counts ?? {};
  const { number } = formats;
  return (
    <ScrollPanel title={line.packing}>
      <Facts
        of={[
          [line.cases, number(cases)],
          [line.pallets, number(pallets)],
          [line.onTheWay, number(inFlight)],
          [line.sampled, number(sampled)],
        ]}
      />
      {containers.length > 0 && <h4>{line.open}</h4>}
      <ul className="open">
        {containers.map(({ container, level, state, holds }) => (
          <li key={container}>
            {wordOf(words.level, level)} {container} · {wordOf(words.thing, state)} · {line.packs(holds)}
          </li>
        ))}
      </ul>
    </ScrollPanel>
  );
}
