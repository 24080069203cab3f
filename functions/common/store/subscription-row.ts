import * as v from 'valibot';
import { epcFormats } from '../epcis/identifier-format.ts';

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
  /** Its receiver wants nothing more. */
  stopped: v.optional(v.boolean(), false),
};

const webhook = v.object({
  channel: v.literal('webhook'),
  ...common,
  dest: v.string(),
  /** The client's secret; see `seal-token.ts`. */
  token: v.optional(v.object({ sealed: v.string(), masked: v.string() })),
});
const stream = v.object({ channel: v.literal('stream'), ...common, connectionId: v.string() });

export const storedSubscription = v.variant('channel', [webhook, stream]);

export type WebhookSubscription = v.InferOutput<typeof webhook>;
export type StreamSubscription = v.InferOutput<typeof stream>;
/** Who is told about the events of a named query, when and how. It never changes but by being stopped. */
export type Subscription = WebhookSubscription | StreamSubscription;
