import type { LineLedger } from '../../edge-agent/devices/simulated/line.ts';
import { guidanceOf } from '../../edge-agent/line/alarm-book.ts';
import { type ReconciledSum, reconcile } from '../../edge-agent/report/reconcile.ts';
import { Alarms } from '../../edge-agent/store/alarms.ts';
import { Batches } from '../../edge-agent/store/batches.ts';
import type { Database } from '../../edge-agent/store/database.ts';
import { ReportRows } from '../../edge-agent/store/report-rows.ts';

/**
 * What people did at the bench, by the term of the report under which it has to stand; `returned` are new labels that were read back on a pack. Who
 * relabels a good pack decommissions one number and returns another.
 */
export type ByHand = Readonly<
  Record<'sampled' | 'decommissioned' | 'destroyed' | 'returned' | 'label scrapped', number>
>;

export const nothingByHand: ByHand = { sampled: 0, decommissioned: 0, destroyed: 0, returned: 0, 'label scrapped': 0 };

/** The reconciliation of a run's batch, as its report has it. */
export function sumsOf(db: Database): ReconciledSum[] {
  const rows = new ReportRows(db);
  const { order, binned } = new Batches(db).get(1);
  return reconcile(rows.units(1), rows.numbers(1, order.pool), binned);
}

/**
 * The report's own sums against what really happened; empty when they are the same. A sum that does not come out is right only where the line told of it by
 * an alarm that somebody has to explain.
 *
 * @param takenOut cartons that a person took out of the good packs
 */
export function wronglySummed(
  db: Database,
  { cartons }: LineLedger,
  takenOut: ReadonlySet<number>,
  byHand: ByHand = nothingByHand,
): string[] {
  const sums = sumsOf(db);
  const term = (name: string) => sums.map(({ terms }) => terms[name]).find((units) => units !== undefined);
  const among = (fate: string) => cartons.filter((one) => one.fate === fate && !takenOut.has(one.carton)).length;
  const { sampled, decommissioned, destroyed, returned } = byHand;
  const world: readonly [string, number][] = [
    ['confirmed there', cartons.filter(({ fate }) => fate === 'rejected').length],
    ['aggregated', among('passed') + returned - sampled - decommissioned - destroyed],
    ['loose', 0],
    ['sampled', among('sampled') + sampled],
    ['decommissioned', decommissioned],
    ['destroyed', destroyed],
    ['label scrapped', byHand['label scrapped']],
    ['label sampled', 0],
  ];
  const raised = new Alarms(db).ofBatch(1);
  const isExplained = raised.some(({ code }) => guidanceOf(code).signed);
  return [
    ...world
      .filter(([name, units]) => term(name) !== units)
      .map(([name, units]) => `the report says ${name} ${term(name)}; in the world ${units}`),
    ...sums
      .filter(({ difference }) => difference !== 0 && !isExplained)
      .map(({ sum, difference }) => `${sum} differs by ${difference}, and no alarm asked for an explanation`),
  ];
}
