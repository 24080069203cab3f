import type { Config } from './config.ts';
import { log } from './log.ts';
import type { Stores } from './open-stores.ts';
import { ArchiveLots } from './site/archive/archive-lots.ts';
import { fullInDays } from './site/disk-forecast.ts';
import type { SiteAlarms } from './site/site-alarms.ts';
import type { DiskUse } from './store/disk-use.ts';

const now = () => Date.now();

/** What moves the site's old lots out of its database; it is not started yet. */
export const openArchive = (
  { archive, warehouse }: Pick<Config, 'archive' | 'warehouse'>,
  { archives }: Stores,
  alarms: SiteAlarms,
): ArchiveLots => new ArchiveLots({ ...archive, archives, alarms, isStored: warehouse !== undefined, now, log });

/** Notes hour by hour how much room is taken, and tells from that in how many days there is no more. */
export function forecast({ archive }: Pick<Config, 'archive'>, { archives, diskHours }: Stores) {
  let days: number | undefined;
  let isFirst = true;
  return ({ usedBytes, mostBytes }: DiskUse): number | undefined => {
    // It is asked every few seconds, and another only when another hour is known.
    if (!diskHours.note(now(), usedBytes) && !isFirst) return days;
    isFirst = false;
    const closedAt = archives.oldest();
    const oldest = closedAt === undefined ? undefined : Date.parse(closedAt);
    days = fullInDays(diskHours.all(), mostBytes, { oldest, keepDays: archive.days, now: now() });
    return days;
  };
}
