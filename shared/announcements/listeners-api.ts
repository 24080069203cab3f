import * as v from 'valibot';
import { id } from '../id.ts';
import { announcementView } from './announcement.ts';
import { filter, kindPattern } from './wanted.ts';

/** Shapes of the HTTP API for who is told of business events. */
export const wantedListener = v.strictObject({
  /** One listener of the tenant has it. */
  name: id,
  url: v.pipe(v.string(), v.url(), v.maxLength(2_000)),
  kinds: v.pipe(v.array(kindPattern), v.minLength(1), v.maxLength(100)),
  filter: v.optional(filter, {}),
});
export type WantedListener = v.InferOutput<typeof wantedListener>;

export const changedListener = v.strictObject({
  ...wantedListener.entries,
  /** The one that is, or the next: then there is a new secret, and for a day messages are signed by both. */
  secretGeneration: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000))),
});

export const listenerStates = ['active', 'paused', 'parked', 'stopped'] as const;

export const listenerView = v.object({
  listener: v.string(),
  ...wantedListener.entries,
  secretGeneration: v.number(),
  /** Until then messages are signed by the secret before as well. */
  bothUntil: v.optional(v.string()),
  /** parked: not reached for a day, tried every six hours · stopped: it answered 410. */
  state: v.picklist(listenerStates),
  /** Why the last message was not taken, and since when none was. */
  failure: v.optional(v.string()),
  failingSince: v.optional(v.string()),
  lastToldAt: v.optional(v.string()),
  /** All before it was told. */
  cursor: v.string(),
  /** What is told once more. */
  replay: v.optional(v.object({ cursor: v.string(), until: v.string() })),
  createdAt: v.string(),
  updatedAt: v.string(),
});
export type ListenerView = v.InferOutput<typeof listenerView>;

/** As it was made or changed: with the secret that its messages are signed by. */
export const madeListener = v.object({ ...listenerView.entries, secret: v.string() });

export const listenerPage = v.object({ listeners: v.array(listenerView) });

const time = v.pipe(v.string(), v.isoTimestamp());
export const wantedReplay = v.strictObject({
  /** At most 90 days ago. */
  from: time,
  /** Absent: until now. */
  to: v.optional(time),
});

export const loggedDelivery = v.object({
  /** Names the entry. */
  n: v.string(),
  event: v.string(),
  type: v.string(),
  at: v.string(),
  outcome: v.picklist(['delivered', 'failed']),
  /** HTTP status of the answer. */
  status: v.optional(v.number()),
  failure: v.optional(v.string()),
  /** Milliseconds until it was answered, or given up. */
  duration: v.number(),
  nextTry: v.optional(v.string()),
  /** replay and resend: somebody asked for it · test: nothing happened. */
  why: v.picklist(['live', 'replay', 'resend', 'test']),
});
export type LoggedDelivery = v.InferOutput<typeof loggedDelivery>;

export const loggedDeliveryPage = v.object({ deliveries: v.array(loggedDelivery), next: v.optional(v.string()) });

export const announcementPage = v.object({
  announcements: v.array(announcementView),
  /** To be given as `after`, whether there is more or not. It does not expire. */
  next: v.string(),
  /** There is more already. */
  more: v.boolean(),
});

export const kindPage = v.object({
  kinds: v.array(
    v.object({
      kind: v.string(),
      version: v.number(),
      means: v.string(),
      /** JSON Schema of `data`. */
      schema: v.record(v.string(), v.unknown()),
    }),
  ),
});
