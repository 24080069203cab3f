import * as v from 'valibot';

export const storedMixed = v.object({
  tenant: v.string(),
  id: v.string(),
  country: v.string(),
  count: v.number(),
  by: v.string(),
  /** Of what was asked: one id stands for one request. */
  digest: v.string(),
  /** In the order of the items. */
  parts: v.array(v.object({ id: v.string(), count: v.number(), itemsKey: v.string() })),
  createdAt: v.string(),
});

/** A request with operations of their own on many packs. It is carried out in parts; how it stands is how they stand. */
export type NmvsMixed = v.InferOutput<typeof storedMixed>;
