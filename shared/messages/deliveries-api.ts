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

/** How many facts may be given at once, and how many bytes all of a delivery may have, names included. */
const MOST_FACTS = 5_000;
export const MOST_FACT_BYTES = 200_000;

/** Facts that a report wants, by name: those that are given take the place of what was given before, others stay. The regulator's rules judge their form. */
export const deliveryFacts = v.strictObject({
  facts: v.pipe(
    v.record(v.pipe(v.string(), v.maxLength(200)), v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))),
    v.check((facts) => Object.keys(facts).length > 0, 'must name a fact'),
    v.check((facts) => Object.keys(facts).length <= MOST_FACTS, `must name at most ${MOST_FACTS} facts`),
  ),
  reason: v.optional(reason),
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
