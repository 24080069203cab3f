import * as v from 'valibot';

/** A submission or a delivery, as lists tell it. */
export const toldDelivery = v.looseObject({
  deliveryId: v.string(),
  kind: v.string(),
  subject: v.looseObject({ lot: v.optional(v.string()), gtin: v.optional(v.string()) }),
  market: v.optional(v.string()),
  partner: v.optional(v.string()),
  report: v.optional(v.string()),
  state: v.string(),
  attempts: v.number(),
  createdAt: v.string(),
  updatedAt: v.string(),
  deadline: v.optional(v.string()),
  failure: v.optional(v.unknown()),
});
export type ToldDelivery = v.InferOutput<typeof toldDelivery>;
export const deliveryPage = v.object({ deliveries: v.array(toldDelivery), next: v.optional(v.string()) });

/** Who is told: a market's regulator, or a partner. */
export const toWhom = ({ market, partner }: Pick<ToldDelivery, 'market' | 'partner'>): string =>
  market?.toUpperCase() ?? partner ?? '';
