import * as v from 'valibot';
import type { ContentOf } from '../mapping/exchange/families.ts';

/** Shaped by the family when it was planned; its table stays out of the many functions that read deliveries. */
const ordered = v.custom<ContentOf<'production-order'>>((value) => typeof value === 'object' && value !== null);

/** A message to a partner that is no events, as its delivery keeps it: what it says, or where that is read when it is written. */
export const partnerMessage = v.variant('family', [
  /** Numbers of a block, of which one message holds a part. */
  v.object({
    family: v.literal('serial-response'),
    /** Id of the serial request here. */
    block: v.string(),
    /** The partner's own id of it. */
    requestId: v.string(),
    /** Counters, both inclusive. */
    first: v.number(),
    last: v.number(),
  }),
  /** An order as one of its revisions says. */
  v.object({ family: v.literal('production-order'), content: ordered }),
  /** What became of a document that the partner sent. */
  v.object({ family: v.literal('processing-response'), document: v.string() }),
  /** The same, in the form of `resultMessage`, to a partner that speaks no family of messages. */
  v.object({ family: v.literal('result'), document: v.string() }),
]);
export type PartnerMessage = v.InferOutput<typeof partnerMessage>;
