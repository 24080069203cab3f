/** How many packs were counted at a moment, in milliseconds of a clock that is never set back. */
export interface Sample {
  readonly at: number;
  readonly count: number;
}

/** Half a minute is long enough to be steady and short enough to show a stop. */
const WINDOW_MS = 30_000;
/** Before that a few packs more or less make too much of a difference. */
const LEAST_MS = 5_000;

/** The samples of the window with one more. A count that went back is another batch's: all before it is forgotten. */
export function withSample(samples: readonly Sample[], one: Sample): readonly Sample[] {
  const last = samples.at(-1);
  if (last !== undefined && one.count < last.count) return [one];
  return [...samples.filter(({ at }) => one.at - at <= WINDOW_MS), one];
}

/** Packs a minute over the samples; undefined while they span too little. */
export function rateOf(samples: readonly Sample[]): number | undefined {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || last.at - first.at < LEAST_MS) return undefined;
  return ((last.count - first.count) * 60_000) / (last.at - first.at);
}
