import type { Fate } from '../devices/device.ts';

/** Fates kept while they cannot be taken. */
const MOST = 1_024;

/** Keeps a fate that may not be taken now, by its trigger; the oldest goes when there are too many. */
export function keepEarly(early: Map<number, Fate>, fate: Fate): void {
  early.set(fate.sequence, fate);
  const [oldest] = early.keys();
  if (early.size > MOST && oldest !== undefined) early.delete(oldest);
}
