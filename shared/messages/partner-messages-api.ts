import * as v from 'valibot';

/** A message that stands ready for a partner that fetches what it is told. */
export const partnerMessageTold = v.object({
  /** Its id: the control number that an answer names. */
  message: v.string(),
  fileName: v.string(),
  contentType: v.string(),
  bytes: v.number(),
  /** Since when, ISO 8601. */
  readyAt: v.string(),
  /** When the partner was given it for the first time, and by which client; `address`: the address alone at which it lies. */
  fetched: v.optional(v.object({ at: v.string(), by: v.string(), address: v.exactOptional(v.literal(true)) })),
});
export type PartnerMessageTold = v.InferOutput<typeof partnerMessageTold>;

/** GET /api/partner-messages. Whoever comes again gives `next` as `after`: what is new stands behind it. */
export const partnerMessages = v.object({
  messages: v.array(partnerMessageTold),
  next: v.string(),
  /** There are more by now. */
  more: v.boolean(),
});
