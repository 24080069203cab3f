import * as v from 'valibot';

/** A pack that is kept apart as suspect or illegitimate product. */
export const withheldPack = v.object({
  /** 14 digits. */
  gtin: v.string(),
  serial: v.string(),
  /** Id of the case of suspect product. */
  case: v.string(),
  /** The party (URN or link) that it may be sent back to: a return was agreed with it in this case of the desk. */
  mayGoTo: v.optional(v.object({ party: v.string(), case: v.string() })),
});
export type WithheldPack = v.InferOutput<typeof withheldPack>;

/** A page of them. */
export const withheldPage = v.object({ packs: v.array(withheldPack), next: v.optional(v.string()) });
