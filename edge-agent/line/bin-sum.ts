import { Alarms } from '../store/alarms.ts';
import type { Batch } from '../store/batches.ts';
import type { Database } from '../store/database.ts';
import { ReportRows, type UnitGroup } from '../store/report-rows.ts';
import { guidanceOf } from './alarm-book.ts';

/**
 * Holds what the gate was to push out of a batch against what fell into the bin, as its report will; answers in words how they differ, unless an alarm
 * has already had somebody explain what became of packs. What nobody was told of by a device, as a pack that came when none was due, shows only here.
 */
export function binDiffers(db: Database, { batch, binned }: Pick<Batch, 'batch' | 'binned'>): string | undefined {
  if (binned === undefined) return undefined;
  const due = dueInBin(new ReportRows(db).units(batch));
  if (due === binned) return undefined;
  const isExplained = new Alarms(db).ofBatch(batch).some(({ code }) => guidanceOf(code).signed);
  return isExplained ? undefined : `${due} packs of the batch were to be rejected, and ${binned} fell into the bin`;
}

/** How many packs the gate was to push out: those without a good verdict that came to it, and good ones that it says it pushed out. */
export const dueInBin = (groups: readonly UnitGroup[]): number =>
  groups.filter(isDueInBin).reduce((sum, { units }) => sum + units, 0);

const isDueInBin = ({ state, verdict, fate, bench }: UnitGroup): boolean =>
  !bench &&
  state !== 'printing' &&
  state !== 'verified' &&
  (fate === 'rejected' || verdict === 'reject' || (fate !== undefined && verdict === undefined));
