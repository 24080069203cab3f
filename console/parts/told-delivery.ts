import * as v from 'valibot';
import { counterpartyStates } from '../../shared/delivery/counterparty.ts';
import { deliveryStates } from '../../shared/delivery/standing.ts';
import { errorMeaning } from '../../shared/messages/deliveries-api.ts';
import { packChanges } from '../../shared/regimes/pack-change.ts';

/** A submission to a regulator or a delivery to a partner, as lists tell it. */
export const toldDelivery = v.looseObject({
  deliveryId: v.string(),
  kind: v.string(),
  subject: v.looseObject({ lot: v.optional(v.string()), gtin: v.optional(v.string()) }),
  market: v.optional(v.string()),
  partner: v.optional(v.string()),
  report: v.optional(v.string()),
  act: v.optional(v.string()),
  state: v.picklist(deliveryStates),
  attempts: v.number(),
  createdAt: v.string(),
  updatedAt: v.string(),
  deadline: v.optional(v.string()),
  /** When one to a partner that was tried in vain is tried next. */
  nextTry: v.optional(v.string()),
  failure: v.optional(v.string()),
});
export type ToldDelivery = v.InferOutput<typeof toldDelivery>;
export const deliveryPage = v.object({
  deliveries: v.array(toldDelivery),
  next: v.optional(v.string()),
  /** Of a list that is not turned: there are others. */
  more: v.optional(v.literal(true)),
});

const explained = v.looseObject(v.pick(errorMeaning, ['code', 'meaning', 'cause', 'remedy']).entries);

/** One of them, with all that is known of it. */
export const wholeDelivery = v.looseObject({
  ...toldDelivery.entries,
  change: v.optional(v.picklist(packChanges)),
  held: v.optional(v.object({ by: v.string(), at: v.string(), reason: v.string() })),
  facts: v.optional(v.record(v.string(), v.string()), {}),
  missing: v.optional(v.array(v.string()), []),
  sentTo: v.optional(v.string()),
  rehearsal: v.optional(v.boolean()),
  receipt: v.optional(v.string()),
  corrects: v.optional(v.string()),
  correctedBy: v.optional(v.string()),
  after: v.optional(v.array(v.string()), []),
  explained: v.optional(v.array(explained), []),
  counterparty: v.optional(
    v.looseObject({
      state: v.picklist(counterpartyStates),
      accepted: v.number(),
      refused: v.number(),
      at: v.string(),
      reason: v.optional(v.string()),
      remedy: v.optional(v.string()),
    }),
  ),
  evidence: v.optional(
    v.array(v.object({ at: v.string(), direction: v.string(), key: v.string(), status: v.optional(v.number()) })),
    [],
  ),
});
export type WholeDelivery = v.InferOutput<typeof wholeDelivery>;

/** Who is told: a market's regulator, or a partner. */
export const toWhom = ({ market, partner }: Pick<ToldDelivery, 'market' | 'partner'>): string =>
  market?.toUpperCase() ?? partner ?? '';
