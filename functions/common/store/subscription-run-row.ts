import * as v from 'valibot';
import { due } from './due.ts';
import { subscriptionRunKey } from './keys.ts';
import type { Subscription } from './subscription-row.ts';

/** A message as it was written once. It is sent again byte for byte, under the same id, until it is acknowledged. */
const frozen = v.object({
  /** Of the message (`webhook-id`). */
  id: v.string(),
  /** Of the object that holds its bytes. */
  key: v.string(),
  contentType: v.string(),
  /** Turn in which it was written. */
  turn: v.number(),
  /** Inbox rows it tells of: the first ones, and how many others the object `<key>.rows` names. A run is written again at each step, so its row is small. */
  rows: v.array(v.string()),
  others: v.optional(v.number(), 0),
  /** When they were looked for: whatever waited then, and was not too much, is among them. */
  collectedAt: v.string(),
  /** More waited than it holds. */
  more: v.boolean(),
  /** Latest record time of its events. */
  upTo: v.optional(v.string()),
  /** It tells why something cannot be told, in place of that. */
  isProblem: v.optional(v.boolean(), false),
  /** It says why the past cannot be told. */
  endsBackfill: v.optional(v.boolean(), false),
  acknowledged: v.boolean(),
});
export type Frozen = v.InferOutput<typeof frozen>;

export const storedRun = v.object({
  tenant: v.string(),
  subscriptionId: v.string(),
  queryName: v.string(),
  /** `parked`: its receiver did not take a message for about a day; it is tried again when there is news, and now and then. */
  state: v.picklist(['active', 'parked', 'stopped']),
  /** Counts the calls to look into the inbox, so that none is lost on a run that has just looked. */
  asked: v.number(),
  /** Counts the times it was taken up, from when it was made in milliseconds. */
  turns: v.number(),
  /** Turns since a message was last acknowledged or nothing was left to do. */
  attempts: v.number(),
  minRecordTime: v.string(),
  lastNotifiedAt: v.optional(v.string()),
  failure: v.optional(v.string()),
  /** Of a schedule: it fires then. */
  fireAt: v.optional(v.string()),
  /**
   * What was captured before is still to be put into its inbox: all recorded from `from` on (absent: its initialRecordTime) and before `until`,
   * of which `after` was reached.
   */
  backfill: v.optional(v.object({ from: v.optional(v.string()), until: v.string(), after: v.optional(v.string()) })),
  /** Its query could not be answered when something was captured: what was recorded since then is to be looked for. */
  lookBackFrom: v.optional(v.string()),
  /** That failed as well, and is not tried again before. */
  lookBackAfter: v.optional(v.string()),
  /** Events a message has at most, since a receiver found one too large. */
  most: v.optional(v.number()),
  /** The inbox row of an event that its receiver finds too large by itself. */
  tooLarge: v.optional(v.string()),
  frozen: v.optional(frozen),
});

/** How far a subscription has come. */
export type Run = v.InferOutput<typeof storedRun>;

/** Longest delay of an SQS message, in milliseconds. */
export const MOST_DELAY_MS = 900_000;
/** How long after a run is due `sweep` wakes it, when the message that should have done so was lost. */
const GRACE_MS = 30_000;
/** `sweep` passes every minute. It comes so long before a run that no message can be sent for yet, and then one is. */
const AHEAD_MS = 120_000;

type Named = Pick<Run, 'tenant' | 'subscriptionId'>;

export const dueBy = ({ tenant, subscriptionId }: Named, dueAt: Date) =>
  due(tenant, dueAt, 'subscription', { tenant, subscriptionId });

/** When a run may be taken up, and when `sweep` looks after it. */
export function dueFrom(run: Named, from: Date, at: Date) {
  const isFar = from.getTime() - at.getTime() > MOST_DELAY_MS;
  const dueAt = new Date(from.getTime() + (isFar ? -AHEAD_MS : GRACE_MS));
  return { notBefore: from.toISOString(), ...dueBy(run, dueAt) };
}

/** A capture in flight when a subscription was made has set its record time by a clock that may differ from ours by so much. */
const SKEW_MS = 120_000;

/** All that may have been captured by now, and who captured it cannot have matched it. */
export const untilOf = (at: Date): string => new Date(at.getTime() + SKEW_MS).toISOString();

/** The run of a new subscription: due at once, to look for what was captured before. */
export function newRunItem(subscription: Subscription, fireAt: number | undefined) {
  const { tenant, subscriptionId, queryName, initialRecordTime } = subscription;
  const createdAt = new Date(subscription.createdAt);
  const run: Run = {
    tenant,
    subscriptionId,
    queryName,
    state: 'active',
    asked: 0,
    turns: createdAt.getTime(), // ids of messages count on: one made again under its id repeats none
    attempts: 0,
    minRecordTime: initialRecordTime,
    backfill: { until: untilOf(createdAt) },
    ...(fireAt !== undefined && { fireAt: new Date(fireAt).toISOString() }),
  };
  return { ...subscriptionRunKey(tenant, subscriptionId), ...run, ...dueFrom(run, createdAt, createdAt) };
}
