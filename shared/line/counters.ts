import type { PackMlMode, PackMlState } from './packml.ts';

/** A counter of PackML's Admin tags: since the last reset, and ever. */
export interface Count {
  readonly count: number;
  readonly accCount: number;
}

/** Times in a mode or state: since it was entered, and since the last reset. Milliseconds. */
export interface Clock {
  readonly current: number;
  readonly cumulative: number;
}

/**
 * What PackML calls the Admin tags of a unit (ANSI/ISA-TR88.00.02; OPC 30050). Milliseconds are counted while somebody watches: a machine whose
 * agent is off has no state.
 */
export interface Counters {
  readonly mode: PackMlMode;
  readonly state: PackMlState;
  /** True while a batch is at hand: time that is planned to produce. */
  readonly planned: boolean;
  /** ProdConsumedCount: labels sent to the printer. */
  readonly consumed: Count;
  /** ProdProcessedCount: units whose fate is known. */
  readonly processed: Count;
  /** ProdDefectiveCount: those of them that are no good packs, by reason. */
  readonly defective: Readonly<Record<string, Count>>;
  /** ModeCurrentTime. */
  readonly modeCurrentTime: number;
  /** ModeCumulativeTime, by mode. */
  readonly modeCumulativeTime: Readonly<Partial<Record<PackMlMode, number>>>;
  /** StateCurrentTime. */
  readonly stateCurrentTime: number;
  /** StateCumulativeTime, by mode and state. */
  readonly stateCumulativeTime: Readonly<Partial<Record<PackMlMode, Partial<Record<PackMlState, number>>>>>;
  /** AccTimeSinceReset. */
  readonly accTimeSinceReset: number;
  /** Of that, in mode Produce with a batch at hand. */
  readonly plannedTime: number;
  /** Of the planned time, in state Execute. */
  readonly executeTime: number;
}

/** What happens to a unit. Counts are of units, times milliseconds that have passed since the input before. */
export type CounterInput =
  | { readonly kind: 'time'; readonly passed: number }
  | { readonly kind: 'state'; readonly state: PackMlState }
  | { readonly kind: 'mode'; readonly mode: PackMlMode }
  | { readonly kind: 'planned'; readonly planned: boolean }
  | { readonly kind: 'consumed'; readonly units: number }
  | { readonly kind: 'settled'; readonly units: number; readonly defect?: string | undefined }
  | { readonly kind: 'reset' };

const none: Count = { count: 0, accCount: 0 };

/** A unit of which nothing was ever counted. */
export const noCounters: Counters = {
  mode: 'Produce',
  state: 'Stopped',
  planned: false,
  consumed: none,
  processed: none,
  defective: {},
  modeCurrentTime: 0,
  modeCumulativeTime: {},
  stateCurrentTime: 0,
  stateCumulativeTime: {},
  accTimeSinceReset: 0,
  plannedTime: 0,
  executeTime: 0,
};

/** Takes one input in. A clock that was set back counts nothing. */
export function countIn(counters: Counters, input: CounterInput): Counters {
  switch (input.kind) {
    case 'time':
      return input.passed > 0 ? afterTime(counters, input.passed) : counters;
    case 'state':
      return input.state === counters.state ? counters : { ...counters, state: input.state, stateCurrentTime: 0 };
    case 'mode':
      return input.mode === counters.mode ? counters : { ...counters, mode: input.mode, modeCurrentTime: 0 };
    case 'planned':
      return { ...counters, planned: input.planned };
    case 'consumed':
      return { ...counters, consumed: more(counters.consumed, input.units) };
    case 'settled':
      return settled(counters, input.units, input.defect);
    case 'reset':
      return afterReset(counters);
  }
}

/** Units that were no good packs, whatever the reason. */
export function defectiveOf({ defective }: Pick<Counters, 'defective'>): Count {
  const all = Object.values(defective);
  return {
    count: all.reduce((sum, { count }) => sum + count, 0),
    accCount: all.reduce((sum, { accCount }) => sum + accCount, 0),
  };
}

function afterTime(counters: Counters, passed: number): Counters {
  const { mode, state, planned, modeCumulativeTime, stateCumulativeTime } = counters;
  const ofMode = stateCumulativeTime[mode];
  const produces = planned && mode === 'Produce';
  return {
    ...counters,
    modeCurrentTime: counters.modeCurrentTime + passed,
    modeCumulativeTime: { ...modeCumulativeTime, [mode]: (modeCumulativeTime[mode] ?? 0) + passed },
    stateCurrentTime: counters.stateCurrentTime + passed,
    stateCumulativeTime: { ...stateCumulativeTime, [mode]: { ...ofMode, [state]: (ofMode?.[state] ?? 0) + passed } },
    accTimeSinceReset: counters.accTimeSinceReset + passed,
    plannedTime: counters.plannedTime + (produces ? passed : 0),
    executeTime: counters.executeTime + (produces && state === 'Execute' ? passed : 0),
  };
}

function settled(counters: Counters, units: number, defect: string | undefined): Counters {
  const processed = more(counters.processed, units);
  if (defect === undefined) return { ...counters, processed };
  const before = counters.defective[defect] ?? none;
  return { ...counters, processed, defective: { ...counters.defective, [defect]: more(before, units) } };
}

/** Times of the mode and state that hold go on; what accumulates begins again. AccCount is never reset. */
function afterReset(counters: Counters): Counters {
  return {
    ...counters,
    consumed: again(counters.consumed),
    processed: again(counters.processed),
    defective: Object.fromEntries(Object.entries(counters.defective).map(([reason, count]) => [reason, again(count)])),
    modeCumulativeTime: {},
    stateCumulativeTime: {},
    accTimeSinceReset: 0,
    plannedTime: 0,
    executeTime: 0,
  };
}

const more = ({ count, accCount }: Count, units: number): Count => ({
  count: count + units,
  accCount: accCount + units,
});
const again = ({ accCount }: Count): Count => ({ count: 0, accCount });
