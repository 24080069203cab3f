import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { Telling } from '../../line/telling.ts';
import type { Batch } from '../../store/batches.ts';
import type { ForeignNeeds } from './foreign-needs.ts';

/** How far ahead of the site's a line's clock may be. */
const AHEAD_MS = 5 * 60_000;
const written = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** When something happened. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly ms: number;
  /** The offset from UTC that was told with it; undefined for a time that was told in UTC, which says nothing of the place. */
  readonly offset: string | undefined;
}

/** Whether there is such a day: JavaScript counts on from the 30th of February. */
const isDay = (at: string): boolean => {
  const day = Date.parse(`${at.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(day) && new Date(day).toISOString().startsWith(at.slice(0, 10));
};

/** When something happened; undefined for just now. */
export function momentOf({ now }: ForeignNeeds, at: string | undefined, place: string): Moment | undefined | Refusal {
  if (at === undefined) return undefined;
  const moment = written.test(at) && isDay(at) ? Date.parse(at) : Number.NaN;
  const about = { at: place, rule: 'EPCIS 2.0 §7.4.1: eventTime' };
  if (Number.isNaN(moment))
    return refuse('malformed', `${JSON.stringify(at.slice(0, 40))} is no time`, {
      ...about,
      remedy: 'Write it as 2026-03-01T08:30:00+01:00.',
    });
  if (moment <= now() + AHEAD_MS) return { ms: moment, offset: at.endsWith('Z') ? undefined : at.slice(-6) };
  return refuse('conflict', `${at} is yet to come`, { ...about, remedy: 'Set the clock of the line right.' });
}

/**
 * The telling of a batch for something that happened when its line says. A stamp is never earlier than one before it, since the order in which a
 * line tells is surer than its clock; and never in the future.
 */
export function tellingOf(needs: ForeignNeeds, batch: Batch, moment: Moment | undefined): Telling {
  const { now } = needs;
  const when = moment && { happened: () => Math.min(moment.ms, now()), offset: moment.offset };
  return new Telling({ ...needs, ...when }, batch);
}

/** A moment that was read before. Throws for one that is none. */
export function asMoment(moment: Moment | undefined | Refusal): Moment | undefined {
  if (isRefusal(moment)) throw new Error(moment.detail);
  return moment;
}
