import type { LineStatus } from '../data/status-shape.ts';
import { Bars } from '../parts/bars.tsx';
import { ScrollPanel } from '../parts/scroll-panel.tsx';
import { useSpoken } from '../texts/language.ts';
import { wordOf } from '../texts/word-table.ts';

/** Why packs were no good ones, the commonest reason first. */
export function Rejects({ line: { counters } }: { readonly line: LineStatus }) {
  const { texts, formats } = useSpoken();
  const reasons = Object.entries(counters?.defective ?? {})
    .filter(([, { count }]) => count > 0)
    .toSorted(([, a], [, b]) => b.count - a.count);
  const most = reasons[0]?.[1].count ?? 1;
  const all = Math.max(1, counters?.processed.count ?? 0);
  return (
    <ScrollPanel title={texts.line.rejects}>
      {reasons.length === 0 && <p className="quiet">{texts.line.noRejects}</p>}
      <Bars
        of={reasons.map(([reason, { count }]) => ({
          key: reason,
          label: wordOf(texts.words.reason, reason),
          share: count / most,
          value: `${formats.number(count)} · ${formats.share(count / all)}`,
        }))}
      />
    </ScrollPanel>
  );
}
