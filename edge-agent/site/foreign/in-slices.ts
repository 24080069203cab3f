import { transaction } from '../../store/database.ts';
import { flushed, unflushed } from '../../store/flush.ts';
import type { ForeignNeeds } from './foreign-needs.ts';

/** So long a slice takes, in milliseconds, and the step in which it ends: packs of the site's own lines wait at their gates meanwhile. */
const SLICE_MS = 4;

/** What is done when a slice ends before the work does, and when the work ends; in the transaction of the slice. */
interface Ends<Step, Done> {
  slice(steps: readonly Step[]): void;
  done(done: Done): void;
}

/**
 * Does work in slices: each is a transaction, and between two the loop turns while the disk takes it. Whatever is done in a step has to be found on disk by
 * whoever goes on after a loss of power.
 */
export async function inSlices<Step, Done>(
  { db, lane, sliceMs = SLICE_MS }: Pick<ForeignNeeds, 'db' | 'lane' | 'sliceMs'>,
  work: Generator<Step, Done>,
  ends?: Ends<Step, Done>,
): Promise<Done> {
  for (;;) {
    lane.mustGoOn();
    const last = unflushed(db, () => transaction(db, () => oneSlice(work, sliceMs, ends)));
    await flushed(db);
    if (last.done) return last.value;
  }
}

function oneSlice<Step, Done>(work: Generator<Step, Done>, sliceMs: number, ends: Ends<Step, Done> | undefined) {
  const until = performance.now() + sliceMs;
  const steps: Step[] = [];
  for (;;) {
    const step = work.next();
    if (step.done) {
      ends?.done(step.value);
      return step;
    }
    steps.push(step.value);
    if (performance.now() < until) continue;
    ends?.slice(steps);
    return step;
  }
}
