import * as v from 'valibot';

const texts = v.optional(v.array(v.string()), []);
const number = v.optional(v.number(), 0);
const text = v.optional(v.string(), '');

const place = v.looseObject({ name: v.optional(v.string()), id: v.string(), link: v.optional(v.string()) });
const partner = v.looseObject({ name: v.string(), gln: v.optional(v.string()) });

/** What `GET /api/warehouse` tells. */
export const warehouseShape = v.looseObject({
  orders: v.array(v.looseObject({ order: v.string(), kind: v.string() })),
  places: v.array(place),
  partners: v.optional(v.array(partner), []),
});
export type WarehouseSite = v.InferOutput<typeof warehouseShape>;

const proposed = v.looseObject({
  epc: v.string(),
  ...{ place: text, lot: text, expiry: text, packs: number },
  parent: v.nullish(v.string()),
});
export type Proposed = v.InferOutput<typeof proposed>;

export const orderLine = v.looseObject({
  gtin: v.string(),
  lot: v.nullish(v.string()),
  quantity: v.number(),
  picked: number,
  next: v.optional(v.array(proposed), []),
  open: v.nullish(proposed),
});
export type OrderLine = v.InferOutput<typeof orderLine>;

/** What `GET /api/warehouse/orders/{order}` tells. */
export const shipmentShape = v.looseObject({ lines: v.optional(v.array(orderLine), []) });

const suspect = v.looseObject({
  suspect: v.number(),
  epc: v.string(),
  ...{ says: text, known: text, who: text, at: text, why: text },
});
export type Suspect = v.InferOutput<typeof suspect>;
export const suspectsShape = v.looseObject({ suspects: v.array(suspect) });

/** What an act of the warehouse answers; which members there are depends on the act. */
export const doneShape = v.looseObject({
  ...{ arrived: texts, surplus: texts, missing: texts, damaged: texts, unverified: texts, recalled: texts },
  ...{ stored: texts, out: texts, relabel: texts, released: texts, destroyed: texts, held: texts, scanned: texts },
  suspected: texts,
  goods: v.optional(v.array(v.unknown()), []),
  lines: v.optional(v.array(orderLine)),
  left: number,
  ...{ printed: v.optional(v.boolean(), false), container: text, packs: number, label: v.optional(v.unknown()) },
  advice: text,
  returned: v.optional(v.array(v.looseObject({ epc: v.string(), verified: text })), []),
  suspects: v.optional(v.array(v.looseObject({ epc: v.string(), says: text, known: text })), []),
  recallsAsOf: v.optional(v.string()),
});
export type Done = v.InferOutput<typeof doneShape>;

/** What `GET /api/warehouse/things` tells of something. */
export const thingShape = v.looseObject({
  ...{ epc: v.string(), state: v.string(), place: text },
  ...{ held: v.nullish(v.string()), gtin: v.nullish(v.string()), lot: v.nullish(v.string()) },
  ...{ expiry: v.nullish(v.string()), packs: number, isVerified: v.optional(v.boolean(), false) },
  ...{ order: v.nullish(v.string()), around: texts },
  holds: v.nullish(
    v.array(
      v.looseObject({
        ...{ packs: number, gtin: v.nullish(v.string()), lot: v.nullish(v.string()), expiry: v.nullish(v.string()) },
      }),
    ),
  ),
});
export type Thing = v.InferOutput<typeof thingShape>;
