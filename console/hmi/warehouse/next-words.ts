import type { Texts } from '../texts/en.ts';
import { wordOf } from '../texts/word-table.ts';
import { short } from './names.ts';
import { tasks } from './tasks.ts';
import type { OrderLine, Proposed } from './warehouse-shape.ts';
import type { Work } from './work.ts';

interface Known {
  readonly suspects: number;
  /** Of the shipment at hand, as the agent last told. */
  readonly lines: readonly OrderLine[];
}

/** What to do next, in words. */
export function nextWords({ warehouse: texts }: Pick<Texts, 'warehouse'>, now: Work, known: Known): string {
  const { next } = texts;
  const task = tasks[now.task];
  if (now.pending !== undefined) return next.pending;
  if (now.label !== '') return next.label(short(now.label));
  if (now.task === 'look') return next.look;
  if (now.task === 'suspects') return known.suspects > 0 ? next.suspects : next.noSuspects;
  if (now.task === 'label') return next.relabel;
  if (task.order && now.order === '') return next.choose[task.order];
  if (task.container && now.container === '') return next.container;
  if (task.place && now.place === '') return now.scans.length > 0 ? next.placeAfter : next.placeFirst;
  if (task.reason && now.reason === '') return next.reason(wordOf(texts.reasons, now.task));
  if (task.container && now.scans.length === 0) return next.takeOut;
  const proposed = task.proposes ? pickWords(texts.pick, now, known.lines) : '';
  return proposed || (now.scans.length === 0 ? next.scan : next.more);
}

/** What a pick would take next; empty when nothing more fits. The agent proposed for what is picked already, without what was scanned since. */
function pickWords(
  texts: Texts['warehouse']['pick'],
  { scans, lines: sofar = [] }: Work,
  lines: readonly OrderLine[],
): string {
  const named = ({ epc, place, lot, expiry, packs, parent }: Proposed) =>
    texts.named(short(epc), place, lot, expiry, packs, parent == null ? '' : short(parent));
  for (const line of lines) {
    const picked = sofar.find(({ gtin, lot }) => gtin === line.gtin && lot === line.lot)?.picked ?? line.picked;
    const left = line.quantity - picked;
    if (left <= 0) continue;
    const progress = texts.progress(picked, line.quantity);
    const fits = line.next.find(({ epc, packs }) => packs <= left && !scans.some((scan) => scan.epc === epc));
    if (fits !== undefined) return `${texts.take(named(fits))} ${progress}`;
    if (line.open != null) return `${texts.takeOut(left, named(line.open))} ${progress}`;
  }
  return '';
}
