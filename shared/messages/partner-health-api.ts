import * as v from 'valibot';

/** How far it has come that all that is parked for a partner is sent again. */
export const toldResend = v.object({
  partner: v.string(),
  state: v.picklist(['running', 'done']),
  startedAt: v.string(),
  by: v.string(),
  /** Parked deliveries that were looked at, and those of them that are sent again. */
  looked: v.number(),
  resent: v.number(),
  endedAt: v.exactOptional(v.string()),
});

/** How a partner answers, and what waits for it. */
export const toldHealth = v.object({
  partner: v.string(),
  /** well: everything goes · failing: the last exchanges failed, everything goes · spared: nothing goes · trying: one at a time goes. */
  state: v.picklist(['well', 'failing', 'spared', 'trying']),
  /** In a row; since when, and what the last one came to. */
  failures: v.number(),
  since: v.exactOptional(v.string()),
  why: v.exactOptional(v.string()),
  spared: v.exactOptional(v.object({ from: v.string(), until: v.string() })),
  /** Deliveries that are on their way now. */
  inHand: v.number(),
  /** Deliveries that were turned away and wait; of a partner that takes documents in order all that are not settled. */
  waiting: v.number(),
  /** Deliveries that were tried in vain and come again by themselves; of very many those that come soonest. */
  retrying: v.number(),
  parked: v.number(),
  /** The last time that all that was parked was sent again. */
  resend: v.exactOptional(toldResend),
});
export type ToldHealth = v.InferOutput<typeof toldHealth>;
