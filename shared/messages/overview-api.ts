import * as v from 'valibot';
import { standingState } from './orders-api.ts';

/** Of GET /api/overview. Counts are bounded: where `more` is true there are more than are counted, and a time is that of those which are. */
const more = v.optional(v.literal(true));
/** ISO 8601 in UTC. */
const time = v.optional(v.string());

/** A lot that a contract packer has, as its site tells of the order. */
const lotAtPacker = v.object({
  gtin: v.string(),
  lot: v.string(),
  packer: v.string(),
  site: v.string(),
  /** Where it runs or will run. */
  line: v.optional(v.string()),
  quantity: v.number(),
  /** Absent until the site has told. */
  state: v.optional(standingState),
  at: time,
});
export type LotAtPacker = v.InferOutput<typeof lotAtPacker>;

const lots = v.object({
  /** Reported by their lines, and neither released nor given up; `oldest`: since when the one waits that waits longest. */
  toRelease: v.object({ count: v.number(), oldest: time, more }),
  atPackers: v.array(lotAtPacker),
});

const captures = v.object({
  /** Documents that are being captured, and since when the oldest of them is. */
  running: v.number(),
  oldest: time,
  /** Captured, and what is due of it not yet made. */
  unplanned: v.number(),
  /** Documents of the last hour of which not all could be stored. */
  failed: v.number(),
  /** Seconds from coming in to the end, of the documents of the last hour: nineteen of twenty took no longer. Absent where none came. */
  p95: v.optional(v.number()),
  more,
});

/** Of those on their way: how many, and since when the oldest is. */
const waiting = v.object({ waiting: v.number(), oldest: time });

/** What the regulator of a market is to be told and is not done with. */
const marketStanding = v.object({
  market: v.string(),
  /** Due or sent: they go on by themselves. */
  onTheWay: v.number(),
  /** These wait for a person. `rejected` counts those that were accepted in part as well. */
  held: v.number(),
  parked: v.number(),
  rejected: v.number(),
  /** Of all these: their deadline has passed. */
  late: v.number(),
  /** The next deadline that has not passed. */
  nearest: time,
});
export type MarketStanding = v.InferOutput<typeof marketStanding>;

const deliveries = v.object({
  submissions: waiting,
  /** To partners. */
  partners: waiting,
  parked: v.number(),
  markets: v.array(marketStanding),
  more,
});

const desk = v.object({
  /** Cases between companies in which it is our turn. */
  awaitUs: v.number(),
  late: v.number(),
  nearest: time,
  more,
});

/** How the five levels stand. What the caller may not read is left out. */
export const overview = v.object({
  at: v.string(),
  lots,
  captures: v.optional(captures),
  deliveries: v.optional(deliveries),
  desk: v.optional(desk),
});
export type Overview = v.InferOutput<typeof overview>;
