import * as v from 'valibot';

const text = v.pipe(v.string(), v.minLength(1));
const happened = { country: text, at: v.number() };
/** `lost`: its result never comes, until the same is sent again. */
const worked = { ...happened, due: v.number(), lost: v.boolean(), tin: text, id: text };

export const utilisation = v.object({
  sntins: v.pipe(v.array(text), v.minLength(1)),
  businessPlaceId: v.pipe(v.number(), v.integer()),
  releaseType: v.picklist(['PRODUCTION', 'IMPORT', 'CIRCULATION', 'TAKE_OVER']),
  manufacturerCountry: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'two letters')),
  productionOrderId: v.exactOptional(text),
  productionDate: v.pipe(v.string(), v.isoTimestamp()),
  expirationDate: v.pipe(v.string(), v.isoTimestamp()),
  seriesNumber: text,
});
export const aggregation = v.object({
  aggregationUnits: v.pipe(
    v.array(
      v.object({
        unitSerialNumber: text,
        aggregationItemsCount: v.number(),
        aggregationUnitCapacity: v.number(),
        codes: v.pipe(v.array(text), v.minLength(1)),
        shouldBeUnbundled: v.exactOptional(v.boolean()),
      }),
    ),
    v.minLength(1),
  ),
  businessPlaceId: v.pipe(v.number(), v.integer()),
  documentDate: v.pipe(v.string(), v.isoTimestamp()),
  productionOrderId: v.exactOptional(text),
});
export const withdrawal = v.object({
  withdrawalType: v.picklist(['WITHDRAWAL', 'WRITE_OFF']),
  withdrawalReason: text,
  comment: v.exactOptional(text),
  childrenWriteOff: v.exactOptional(v.boolean()),
  codes: v.pipe(v.array(v.object({ code: text })), v.minLength(1)),
});

const entry = v.variant('kind', [
  v.object({
    kind: v.literal('order'),
    ...worked,
    poNumber: v.exactOptional(text),
    products: v.array(
      v.object({ gtin: text, quantity: v.number(), serialNumbers: v.exactOptional(v.array(v.string())) }),
    ),
  }),
  v.object({ kind: v.literal('pack'), ...happened, order: text, gtin: text, packId: text, count: v.number() }),
  v.object({ kind: v.literal('closed'), ...happened, order: text, gtin: v.exactOptional(text) }),
  v.object({ kind: v.literal('utilisation'), ...worked, digest: text, said: utilisation }),
  v.object({ kind: v.literal('aggregation'), ...worked, digest: text, said: aggregation }),
  v.object({ kind: v.literal('withdrawal'), ...worked, digest: text, said: withdrawal }),
  v.object({ kind: v.literal('found'), ...happened, id: text }),
  v.object({ kind: v.literal('pay'), ...happened, tin: text, amount: v.number() }),
  v.object({ kind: v.literal('forget'), ...happened, codes: v.array(text) }),
  v.object({ kind: v.literal('clock'), at: v.number(), aheadMs: v.number() }),
]);

/** Something that happened at one of the systems. From these, in order, all that is known is rebuilt. */
export type Entry = v.InferOutput<typeof entry>;
export type Reported = Extract<Entry, { kind: 'utilisation' | 'aggregation' | 'withdrawal' }>;
export const readEntry = (line: unknown): Entry => v.parse(entry, line);
