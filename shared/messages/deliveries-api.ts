import * as v from 'valibot';
import { packChanges } from '../regimes/pack-change.ts';

/** Shapes of the HTTP API for what is told to regulators and partners. */
const reason = v.pipe(v.string(), v.trim(), v.minLength(1, 'must say why'), v.maxLength(500));

/** What a person has to say who keeps a delivery back, cancels it, or has what was refused of it told again. */
export const deliveryReason = v.strictObject({ reason });

export const deliveryUnhold = v.strictObject({
  reason,
  /** What became of the packs, where the event did not say it. */
  change: v.optional(v.picklist(packChanges.filter((change) => change !== 'ended'))),
});

/** One act as its reports stand together. */
export const joinedSubmission = v.object({
  market: v.string(),
  /** What was to be told, such as `release:<gtin>:<lot>`. */
  act: v.string(),
  state: v.string(),
  reports: v.number(),
  /** How many of them are in each state. */
  states: v.record(v.string(), v.number()),
  /** The earliest of those that are not done. */
  deadline: v.optional(v.string()),
  deliveries: v.array(v.string()),
});

export const errorMeaning = v.object({
  market: v.string(),
  /** Which of the market's systems answers it. */
  system: v.string(),
  code: v.string(),
  meaning: v.string(),
  cause: v.string(),
  remedy: v.string(),
  retry: v.picklist(['transport', 'throttled', 'pending', 'partial', 'rejected', 'unknown-outcome', 'none']),
});
