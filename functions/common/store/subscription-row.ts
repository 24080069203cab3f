import * as v from 'valibot';
import { epcFormats } from '../epcis/identifier-format.ts';

/** How a message is written: as EPCIS 2.0 JSON, or as XML of a version. */
const messageForms = ['json-2.0', 'xml-2.0', 'xml-1.2'] as const;
export type MessageForm = (typeof messageForms)[number];

const common = {
  tenant: v.string(),
  subscriptionId: v.string(),
  queryName: v.string(),
  createdAt: v.string(),
  /** Only what was recorded then or later is told. */
  initialRecordTime: v.string(),
  /** How identifiers are spelled in what it tells. */
  epcFormat: v.picklist(epcFormats),
  /** As sent. Absent: events are told as they are captured. */
  schedule: v.optional(v.record(v.string(), v.string())),
  reportIfEmpty: v.boolean(),
  /** Its query is its own, and goes with it. */
  bringsQuery: v.optional(v.boolean()),
  /** The tenant of whoever made it, where that is another: it lasts no longer than the grant it was made under. */
  home: v.optional(v.string()),
  /** It is told nothing more: its receiver wants no more, or the grant it was made under has ended. */
  stopped: v.optional(v.boolean(), false),
};

const webhook = v.object({
  channel: v.literal('webhook'),
  ...common,
  dest: v.string(),
  /** Absent: `json-2.0`. */
  form: v.optional(v.picklist(messageForms)),
  /** The client's secret; see `seal-token.ts`. */
  token: v.optional(v.object({ sealed: v.string(), masked: v.string() })),
});
const stream = v.object({
  channel: v.literal('stream'),
  ...common,
  connectionId: v.string(),
  /** Who opened the connection. */
  by: v.optional(v.string(), ''),
  /** The token that opened it: whose it is, as the network knows members, and when it ends, ISO 8601 in UTC. Without one nothing is told. */
  pass: v.optional(v.object({ kind: v.picklist(['person', 'client']), name: v.string(), until: v.string() })),
});

export const storedSubscription = v.variant('channel', [webhook, stream]);

export type WebhookSubscription = v.InferOutput<typeof webhook>;
export type StreamSubscription = v.InferOutput<typeof stream>;
/** Who is told about the events of a named query, when and how. It never changes but by being stopped. */
export type Subscription = WebhookSubscription | StreamSubscription;

/** How a subscription is told; a connection takes JSON only. */
export const formOf = (subscription: Subscription): MessageForm =>
  (subscription.channel === 'webhook' ? subscription.form : undefined) ?? 'json-2.0';
