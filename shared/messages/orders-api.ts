import * as v from 'valibot';
import { cancelWish, order, orderState } from './site-api.ts';

/** Shapes of the HTTP API by which L4 wishes an order changed or cancelled, and its site tells what became of that. */

/** Why, in words that a reader of the audit trail understands. */
const reason = v.pipe(v.string(), v.trim(), v.minLength(3, 'must have 3 characters or more'), v.maxLength(500));

const revision = v.pipe(v.number(), v.integer(), v.minValue(1));

/** What of an order may be changed. All else names the lot, its owner and its numbers: cancel, and order anew. */
export const changeable = [
  'line',
  'quantity',
  'expiry',
  'manufactured',
  'bulkLot',
  'unitsPerCase',
  'casesPerPallet',
  'sampleEvery',
] as const;

const { line, quantity, expiry, manufactured, bulkLot, unitsPerCase, casesPerPallet, sampleEvery } = order.entries;

/** What a revision says of an order: all that may be changed, changed or not. */
export const revisionContent = v.object({
  line,
  quantity,
  expiry,
  manufactured,
  bulkLot,
  unitsPerCase,
  casesPerPallet,
  sampleEvery,
});
export type RevisionContent = v.InferOutput<typeof revisionContent>;

/** POST /api/orders/{order}/change */
export const orderChange = v.pipe(
  v.strictObject({
    /** The one that was read: when it is no longer the newest, nothing is changed. */
    revision,
    reason,
    line: v.optional(line),
    quantity: v.optional(quantity),
    expiry: v.optional(expiry),
    manufactured,
    bulkLot,
    unitsPerCase: v.optional(unitsPerCase),
    casesPerPallet: v.optional(casesPerPallet),
    sampleEvery: v.optional(sampleEvery.wrapped),
  }),
  v.check((wanted) => changeable.some((member) => wanted[member] !== undefined), 'must change a member of the order'),
);
export type OrderChange = v.InferOutput<typeof orderChange>;

/** POST /api/orders/{order}/cancel */
export const orderCancel = v.strictObject({
  /** The one that was read: when it is no longer the newest, nothing is cancelled. */
  revision,
  reason,
});
export type OrderCancel = v.InferOutput<typeof orderCancel>;

/**
 * created: known at the site · assigned: its numbers and recipe are there · from clearance on its line has begun · closed: its report is
 * on the way · cancelled: it will never run · refused: it cannot be run as it is, and was never taken.
 */
export const standingState = v.picklist([
  'created',
  'assigned',
  'clearance',
  'running',
  'paused',
  'closing',
  'closed',
  'cancelled',
  'refused',
]);
export type StandingState = v.InferOutput<typeof standingState>;

/** PUT /api/orders/{order}/standing: how an order stands at its site. */
export const orderStanding = v.pipe(
  v.strictObject({
    /** Newest revision that the site has looked at. */
    seen: revision,
    /** Revision that it runs or will run; the newest that it took. 1 also where it took none. */
    runs: revision,
    state: standingState,
    /** Where it runs or will run, also when people at the site moved it there. */
    line,
    /** What it is packed by, once it is assigned. */
    recipe: v.optional(
      v.strictObject({ recipe: v.pipe(v.string(), v.minLength(1), v.maxLength(64)), version: revision }),
    ),
    /** Why the newest revision that it has looked at, or the order as a whole, was not taken. */
    refused: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(1_000))),
    /** Why people at the site moved or cancelled it. */
    why: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(1_000))),
    /**
     * When it came to stand so, ISO 8601 in UTC with milliseconds. Standings of an order are ordered by it: one that is not later than the one
     * that is kept changes nothing. Whoever tells them never goes back, also when his clock does.
     */
    at: v.pipe(
      v.string(),
      v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 'must be like 2026-03-01T10:00:00.000Z'),
    ),
  }),
  v.check(({ seen, runs }) => runs <= seen, 'runs must not be newer than seen'),
);
export type OrderStanding = v.InferOutput<typeof orderStanding>;

/** One revision: who wished it, when, why, and what it says. The first is the order as it was made. */
export const orderRevision = v.object({
  revision,
  at: v.string(),
  by: v.optional(v.string()),
  reason: v.optional(v.string()),
  /** True for the wish to cancel; its content is that of the revision before. */
  cancel: v.optional(v.boolean()),
  ...revisionContent.entries,
});
export type OrderRevision = v.InferOutput<typeof orderRevision>;

/** GET /api/orders/{order}, and the answer to each change, cancellation and standing. */
export const orderView = v.object({
  /** As its newest revision says. */
  ...order.entries,
  revision,
  state: orderState,
  cancel: v.optional(cancelWish),
  /** Absent until the site has told. */
  standing: v.optional(orderStanding),
  /** Revision whose content the lot has: the newest that the site is known to run. */
  runs: revision,
  /** True while the site has not told what becomes of the newest revision. */
  waits: v.boolean(),
});
export type OrderView = v.InferOutput<typeof orderView>;
