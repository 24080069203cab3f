import * as v from 'valibot';

const pack = v.looseObject({
  is: v.literal('pack'),
  batch: v.number(),
  gtin: v.string(),
  serial: v.string(),
  state: v.string(),
  reason: v.nullish(v.string()),
  container: v.nullish(v.number()),
});
const container = v.looseObject({
  is: v.picklist(['bundle', 'case', 'pallet']),
  batch: v.number(),
  container: v.number(),
  epc: v.nullish(v.string()),
  state: v.string(),
  inside: v.looseObject({ packs: v.array(v.unknown()), containers: v.array(v.unknown()) }),
});

/** What `POST /api/look-up` tells of something that was scanned. */
export const thingShape = v.variant('is', [pack, container]);
export type Thing = v.InferOutput<typeof thingShape>;

/** What an act by hand answers. */
export const actShape = v.looseObject({
  printed: v.optional(v.boolean()),
  why: v.optional(v.string()),
  labels: v.optional(v.array(v.unknown()), []),
  subject: v.optional(v.string(), ''),
});
export type ActDone = v.InferOutput<typeof actShape>;
