import { DAY_MS } from './archive/archive-lots.ts';

/** How much the records took at the end of an hour, counted from 1970. */
export interface DiskHour {
  readonly hour: number;
  readonly usedBytes: number;
}

const HOURS_A_DAY = 24;
/** Days ahead at which people are told. */
const AHEAD_DAYS = 14;

/**
 * In how many days the room is used up if it goes on as in the hours that are known, a week of them at most; undefined when that is further ahead than two
 * weeks, when less than a day is known, or when lots are archived before then and give as much back as is taken.
 *
 * @param oldest when the oldest lot was closed that is to be archived, ms since 1970
 * @param keepDays how long lots stay
 */
export function fullInDays(
  hours: readonly DiskHour[],
  mostBytes: number,
  { oldest, keepDays, now }: { readonly oldest: number | undefined; readonly keepDays: number; readonly now: number },
): number | undefined {
  const [first, last] = [hours[0], hours.at(-1)];
  if (first === undefined || last === undefined || last.hour - first.hour < HOURS_A_DAY) return undefined;
  const bytesADay = ((last.usedBytes - first.usedBytes) / (last.hour - first.hour)) * HOURS_A_DAY;
  if (bytesADay <= 0) return undefined;
  const days = Math.max(0, (mostBytes - last.usedBytes) / bytesADay);
  if (days > AHEAD_DAYS) return undefined;
  // A lot that is older than it should be is not archived for some reason: it gives nothing back.
  const relief = keepDays - (now - (oldest ?? now)) / DAY_MS;
  return relief >= -1 && relief < days ? undefined : Math.floor(days);
}
