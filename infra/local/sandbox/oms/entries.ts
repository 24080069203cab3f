import * as v from 'valibot';

const ofProduct = { orderId: v.string(), gtin: v.string() };

const entry = v.variant('kind', [
  v.object({
    kind: v.literal('order'),
    orderId: v.string(),
    omsId: v.string(),
    /** The participant's own name of it. */
    productionOrderId: v.exactOptional(v.string()),
    at: v.number(),
    due: v.number(),
    products: v.array(
      v.object({ gtin: v.string(), quantity: v.number(), serialNumbers: v.exactOptional(v.array(v.string())) }),
    ),
  }),
  v.object({ ...ofProduct, kind: v.literal('emitted'), at: v.number(), rejection: v.exactOptional(v.string()) }),
  v.object({ ...ofProduct, kind: v.literal('block'), at: v.number(), blockId: v.string(), count: v.number() }),
  v.object({ ...ofProduct, kind: v.literal('closed') }),
  v.object({ ...ofProduct, kind: v.literal('expired') }),
  v.object({
    kind: v.literal('report'),
    reportId: v.string(),
    omsId: v.string(),
    due: v.number(),
    /** The participant's own name of it. */
    productionOrderId: v.exactOptional(v.string()),
    /** Of utilisation: the series, and what is used. */
    used: v.exactOptional(v.object({ series: v.string(), sgtins: v.array(v.string()) })),
    /** Of aggregation: what is in each package. */
    packed: v.exactOptional(v.array(v.object({ parent: v.string(), children: v.array(v.string()) }))),
  }),
  v.object({
    kind: v.literal('sent'),
    reportId: v.string(),
    status: v.picklist(['SENT', 'REJECTED']),
    reason: v.exactOptional(v.string()),
  }),
]);

/** Something that happened at the station. */
export type Entry = v.InferOutput<typeof entry>;
export const readEntry = (line: unknown): Entry => v.parse(entry, line);
