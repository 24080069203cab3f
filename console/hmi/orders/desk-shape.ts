import * as v from 'valibot';

const order = v.looseObject({
  batch: v.number(),
  order: v.string(),
  owner: v.string(),
  gtin: v.string(),
  lot: v.string(),
  quantity: v.number(),
  line: v.string(),
  state: v.string(),
  seen: v.optional(v.number()),
  refused: v.optional(v.string()),
  why: v.optional(v.string()),
  numbers: v.array(v.looseObject({ pool: v.string(), ready: v.number(), needed: v.number() })),
  open: v.boolean(),
  end: v.optional(v.boolean(), false),
  back: v.optional(v.boolean(), false),
});
export type SiteOrder = v.InferOutput<typeof order>;

const written = v.record(v.string(), v.unknown());
export type WrittenOrder = v.InferOutput<typeof written>;

const draft = v.looseObject({
  draft: v.number(),
  order: v.string(),
  owner: v.string(),
  who: v.string(),
  state: v.string(),
  asked: v.looseObject({ kind: v.string(), body: v.optional(written, {}) }),
  problem: v.nullish(
    v.looseObject({
      detail: v.optional(v.string(), ''),
      at: v.optional(v.string()),
      rule: v.optional(v.string()),
      remedy: v.optional(v.string()),
    }),
  ),
});
export type OrderDraft = v.InferOutput<typeof draft>;

/** What `GET /api/orders` tells. */
export const deskShape = v.looseObject({
  lines: v.array(v.string()),
  owners: v.array(v.string()),
  orders: v.array(order),
  drafts: v.array(draft),
});
export type OrderDesk = v.InferOutput<typeof deskShape>;

/** What an order of a product says by itself. */
export const defaultsShape = written;
