/** How many counters a pool gave out on each day (UTC), the newest first, back to the first draw or for as many days as are kept. */
export interface PoolUse {
  /** The newest of the days, in days since 1970-01-01. */
  readonly day: number;
  readonly counts: readonly number[];
}

/** Days that are kept. */
export const USE_DAYS = 30;
const DAY_MS = 86_400_000;

const dayOf = (at: Date): number => Math.floor(at.getTime() / DAY_MS);

/** The use of a pool that gives out `count` more at a time. */
export function drewMore(use: PoolUse | undefined, count: number, at: Date): PoolUse {
  const { day, counts } = upTo(use ?? { day: dayOf(at), counts: [] }, at);
  const [today = 0, ...before] = counts;
  return { day, counts: [today + count, ...before] };
}

/** How many a pool gave out in how many days up to a time, today among them; undefined for one that never gave out any. */
export function drawnLately(
  use: PoolUse | undefined,
  at: Date,
): { readonly count: number; readonly days: number } | undefined {
  if (use === undefined) return undefined;
  const { counts } = upTo(use, at);
  return { count: counts.reduce((sum, one) => sum + one, 0), days: counts.length };
}

/** For how many whole days what is left lasts at that pace; undefined where there is none. */
export function daysLeft(left: number, drawn: ReturnType<typeof drawnLately>): number | undefined {
  if (drawn === undefined || drawn.count === 0) return undefined;
  return Math.floor((left * drawn.days) / drawn.count);
}

/** The same with its newest day at a time: in between nothing was given out. A clock that goes back changes no day. */
function upTo({ day, counts }: PoolUse, at: Date): PoolUse {
  const passed = Math.min(Math.max(0, dayOf(at) - day), USE_DAYS);
  const shifted = [...Array.from({ length: passed }, () => 0), ...counts];
  return { day: Math.max(day, dayOf(at)), counts: shifted.slice(0, USE_DAYS) };
}
