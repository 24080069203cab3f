/**
 * Places of announcements, in the order in which they were written down: `20260301T100000000Z-000000000042-07` is the eighth of the batch that
 * began when 42 had been written before it. They sort as texts, and say their day.
 */
export const PLACE = /^\d{8}T\d{9}Z-\d{12}-\d{2}$/;

/** Announcements of one batch, at most. */
export const MOST_IN_BATCH = 30;

const compact = (at: Date): string => at.toISOString().replace(/[-:.]/g, '');

/** Where the next batch stands: behind the last, whatever the clock says. */
export function nextBatch(last: { readonly at: string; readonly count: number } | undefined, now: Date) {
  const [before = ''] = (last?.at ?? '').split('-');
  const time = compact(now);
  const count = last?.count ?? 0;
  return { at: `${time > before ? time : before}-${String(count).padStart(12, '0')}`, count };
}

export const placeIn = (batch: string, index: number): string => `${batch}-${String(index).padStart(2, '0')}`;

/** Batch and index of a place. */
export function partsOf(place: string): { readonly batch: string; readonly index: number } {
  const cut = place.lastIndexOf('-');
  return { batch: place.slice(0, cut), index: Number(place.slice(cut + 1)) };
}

/** The place before everything that was written down at a time or later. */
export const placeBefore = (at: Date): string => `${compact(at)}-${'0'.repeat(12)}-00`;

/** Clocks of those who ask may be ahead by so much; milliseconds. */
const SKEW_MS = 5 * 60_000;

/** True for a time that nothing can have been written down at yet, by anybody's clock. */
export const isToCome = (time: Date, now: Date): boolean => time.getTime() > now.getTime() + SKEW_MS;

/** How many announcements were written before those of a batch. */
export const countIn = (batch: string): number => Number(batch.split('-')[1]);

/** The day of a place or batch, `20260301`. */
export const dayOf = (place: string): string => place.slice(0, 8);

/** Days from one to the other, both among them. */
export function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  const start = Date.parse(`${first.slice(0, 4)}-${first.slice(4, 6)}-${first.slice(6)}T00:00:00Z`);
  for (let day = compact(new Date(start)).slice(0, 8), n = 1; day <= last; n++) {
    days.push(day);
    day = compact(new Date(start + n * 86_400_000)).slice(0, 8);
  }
  return days;
}
