import { type Limit, paceOf } from './limit.ts';

/** urgent: its deadline is near, or a person waits for it · bulk: all else. */
export type Lane = 'urgent' | 'bulk';

/** How calls of one kind stand. Times are milliseconds since 1970. */
export interface Turns {
  /** When no call of the past counts any more (the theoretical arrival time of the generic cell rate algorithm, ITU-T I.371 annex A). */
  readonly full: number;
  /** The other side wants no call before. */
  readonly rest: number;
  /** Up to when places are given away, in each lane: who comes anew goes behind them. */
  readonly queued: Readonly<Record<Lane, number>>;
  /** Up to when places are given anew, in each lane, to who came to his place and could not go: in the order in which they come, before all of `queued`. */
  readonly again: Readonly<Record<Lane, number>>;
  /** Urgent calls that went while bulk waited, since its last call. */
  readonly gaveWay: number;
  /** Until then urgent calls give way to bulk. */
  readonly bulkUntil: number;
}

const nobody = { urgent: 0, bulk: 0 };
export const noTurns: Turns = { full: 0, rest: 0, queued: nobody, again: nobody, gaveWay: 0, bulkUntil: 0 };

export interface Asking {
  readonly lane: Lane;
  /** The place that it was given before, if it was. */
  readonly place?: number | undefined;
  readonly now: number;
}

/** How calls stand afterwards; `at`: it has to wait and comes again then, which is its place. */
export interface Decided {
  readonly turns: Turns;
  readonly at?: number;
}

/** So many urgent calls go before bulk has its turn. */
const GIVES_WAY = 6;
/** How long urgent calls give way then, beyond three calls: who waits may come some seconds after its place. */
const SLACK_MS = 2_000;

/**
 * Whether a call may be made now, or when to ask again. No window has more calls than the limit, whoever asks when. In a lane the first to come is the first
 * to go: who must wait gets a place, and who comes later gets one behind it. Who comes to his place and cannot go yet, since calls rest or others were late, gets
 * another of his own, a call's pace from those before him: so each asks about as often as calls are put off. Urgent calls go before bulk, which has its turn after
 * some of them; so nobody waits for ever.
 */
export function askTurn(limit: Limit, turns: Turns, asking: Asking): Decided {
  const { lane, place, now } = asking;
  if (place !== undefined && place > now) return { turns, at: place };
  const pace = paceOf(limit);
  const free = Math.max(turns.full - (limit.burst - 1) * pace, turns.rest);
  // Places are given up by who was cancelled or died: when no call was made for so long, nobody is there.
  const isDeserted = now - Math.max(turns.full, turns.rest) > 3 * pace + SLACK_MS;
  const isNext = place !== undefined || turns.queued[lane] <= now || isDeserted;
  if (!isNext) return waits(turns, lane, Math.max(free, turns.queued[lane]), pace);
  if (free > now) return waitsAnew(turns, lane, free, pace);
  if (lane === 'bulk') {
    const givesWay = turns.queued.urgent > now && now >= turns.bulkUntil && !isDeserted;
    return givesWay
      ? waitsAnew(turns, lane, now + pace, pace)
      : { turns: { ...called(turns, now, pace), ...noneGone } };
  }
  const bulkWaits = turns.queued.bulk > now;
  if (bulkWaits && now < turns.bulkUntil) return waitsAnew(turns, lane, now + pace, pace);
  return { turns: { ...called(turns, now, pace), ...(bulkWaits && urgentGone(turns, now, pace)) } };
}

const called = (turns: Turns, now: number, pace: number): Turns => ({
  ...turns,
  full: Math.max(turns.full, now) + pace,
});

/** The other side said that it wants no call before a time. It never takes that back by saying an earlier one. */
export const rested = (turns: Turns, until: number): Turns => ({ ...turns, rest: Math.max(turns.rest, until) });

function waits(turns: Turns, lane: Lane, at: number, pace: number): Decided {
  return { turns: { ...turns, queued: { ...turns.queued, [lane]: Math.max(turns.queued[lane], at + pace) } }, at };
}

/** Not before a time, and behind all who were given a place anew. */
function waitsAnew(turns: Turns, lane: Lane, from: number, pace: number): Decided {
  const at = Math.max(from, turns.again[lane]);
  return waits({ ...turns, again: { ...turns.again, [lane]: at + pace } }, lane, at, pace);
}

const noneGone = { gaveWay: 0, bulkUntil: 0 };

/** Bulk has its turn when enough urgent calls went before it. */
function urgentGone({ gaveWay, bulkUntil }: Turns, now: number, pace: number) {
  return gaveWay + 1 < GIVES_WAY
    ? { gaveWay: gaveWay + 1, bulkUntil }
    : { gaveWay: 0, bulkUntil: now + 3 * pace + SLACK_MS };
}
