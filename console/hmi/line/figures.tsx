import { signsIn } from '../data/live.ts';
import { mayDo, useSession } from '../data/session.ts';
import type { LineStatus } from '../data/status-shape.ts';
import { Bars } from '../parts/bars.tsx';
import { Facts } from '../parts/facts.tsx';
import { useSpoken } from '../texts/language.ts';
import { countAnew } from './command-line.ts';

const parts = ['availability', 'performance', 'quality', 'oee'] as const;

/** Effectiveness and PackML's counters. */
export function Figures({ line: { line: name, counters } }: { readonly line: LineStatus }) {
  const { texts, formats } = useSpoken();
  const session = useSession();
  const { line } = texts;
  if (counters == null) return null;
  const { oee, stateCurrentTime, executeTime, plannedTime, processed, consumed } = counters;
  const bars = parts.map((part) => {
    const share = oee[part];
    return {
      key: part,
      label: line.oeeParts[part],
      share: share ?? 0,
      value: share == null && part !== 'availability' ? line.noShare : formats.share(share),
    };
  });
  return (
    <section className="panel figures">
      <h3>{line.figures}</h3>
      <Bars of={bars} />
      <Facts
        of={[
          [line.inState, formats.span(stateCurrentTime)],
          [line.inExecute, formats.span(executeTime)],
          [line.planned, formats.span(plannedTime)],
          [line.processed, formats.number(processed.count)],
          [line.processedEver, formats.number(processed.accCount)],
          [line.labelsEver, formats.number(consumed.accCount)],
        ]}
      />
      {mayDo('command', session, signsIn()) && (
        <div className="bar">
          <button type="button" onClick={() => void countAnew(name)}>
            {line.resetCounters}
          </button>
        </div>
      )}
    </section>
  );
}
