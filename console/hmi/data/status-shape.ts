import * as v from 'valibot';

const numbers = v.optional(v.record(v.string(), v.number()), {});
const count = v.looseObject({ count: v.number(), accCount: v.number() });
const share = v.nullish(v.number());

const alarm = v.looseObject({
  alarm: v.optional(v.number(), 0),
  code: v.string(),
  detail: v.string(),
  cause: v.optional(v.string(), ''),
  remedy: v.optional(v.string(), ''),
  stops: v.optional(v.boolean(), false),
  signed: v.optional(v.boolean(), false),
  raisedAt: v.optional(v.string()),
});
export type Alarm = v.InferOutput<typeof alarm>;

const container = v.looseObject({ container: v.number(), level: v.string(), state: v.string(), holds: v.number() });
export type Container = v.InferOutput<typeof container>;

/** With a digest of what is in it: what is signed is what was seen. */
const partial = v.looseObject({ ...container.entries, contents: v.optional(v.string(), '') });
export type AwaitedPartial = v.InferOutput<typeof partial>;

const awaited = v.looseObject({
  clearance: v.nullish(v.looseObject({ phase: v.picklist(['before', 'after']), items: v.array(v.string()) })),
  partials: v.optional(v.array(partial), []),
  else: v.optional(v.array(v.string()), []),
});

const batch = v.looseObject({
  batch: v.number(),
  order: v.string(),
  owner: v.string(),
  gtin: v.string(),
  lot: v.string(),
  state: v.string(),
  quantity: v.number(),
  counts: numbers,
});
export type BatchAtHand = v.InferOutput<typeof batch>;

const counters = v.looseObject({
  consumed: count,
  processed: count,
  defective: v.record(v.string(), count),
  stateCurrentTime: v.number(),
  plannedTime: v.number(),
  executeTime: v.number(),
  oee: v.looseObject({ availability: share, performance: share, quality: share, oee: share }),
});
export type Counters = v.InferOutput<typeof counters>;

const verdict = v.looseObject({
  ordinal: v.number(),
  serial: v.string(),
  verdict: v.string(),
  state: v.string(),
  reason: v.nullish(v.string()),
  picture: v.nullish(v.string()),
});
export type ToldVerdict = v.InferOutput<typeof verdict>;

const line = v.looseObject({
  line: v.string(),
  state: v.string(),
  mode: v.optional(v.string(), 'Produce'),
  stands: v.nullish(v.looseObject({ where: v.string(), who: v.optional(v.string(), '') })),
  commands: v.optional(v.array(v.string()), []),
  awaited: v.nullish(awaited),
  devices: v.optional(v.record(v.string(), v.string()), {}),
  alarms: v.optional(v.array(alarm), []),
  batch: v.nullish(batch),
  next: v.nullish(v.number()),
  counters: v.nullish(counters),
  verdicts: v.optional(v.array(verdict), []),
  containers: v.optional(v.array(container), []),
});
export type LineStatus = v.InferOutput<typeof line>;

const scan = v.looseObject({ number: v.number(), text: v.string() });

/** What `GET /status` and the live connection tell of the site. */
export const statusShape = v.looseObject({
  site: v.string(),
  signIn: v.optional(v.boolean(), true),
  warehouse: v.optional(v.boolean(), false),
  lines: v.array(line),
  outbox: v.looseObject({
    depth: v.number(),
    gathering: v.optional(v.number(), 0),
    connected: v.boolean(),
    since: v.nullish(v.string()),
    via: v.optional(v.string(), 'mqtt'),
    refused: v.optional(
      v.array(v.looseObject({ line: v.string(), sequence: v.number(), detail: v.optional(v.string(), '') })),
      [],
    ),
  }),
  alarms: v.optional(v.array(alarm), []),
  troubles: v.optional(v.array(v.looseObject({ subject: v.string(), detail: v.string() })), []),
  /** What scanners of the page's stations read last, by their names, the oldest first. */
  scans: v.optional(v.record(v.string(), v.array(scan)), {}),
});
export type SiteStatus = v.InferOutput<typeof statusShape>;

/** A message of the live connection: all there is, and then what is new, null for what is gone. */
export const liveShape = v.variant('kind', [
  v.looseObject({
    kind: v.literal('status'),
    status: v.looseObject({ lines: v.array(v.looseObject({ line: v.string() })) }),
  }),
  v.looseObject({
    kind: v.literal('change'),
    site: v.record(v.string(), v.unknown()),
    lines: v.record(v.string(), v.record(v.string(), v.unknown())),
  }),
]);
export type LiveMessage = v.InferOutput<typeof liveShape>;
