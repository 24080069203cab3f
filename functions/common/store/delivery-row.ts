import * as v from 'valibot';
import { counterpartyStates } from '#shared/delivery/counterparty.ts';
import { deliveryStates } from '#shared/delivery/standing.ts';
import { channelKinds } from '#shared/network/channel-kinds.ts';
import { partnerMessage } from '#shared/production/partner-message.ts';
import { packChanges } from '#shared/regimes/pack-change.ts';

const evidence = v.object({
  /** ISO 8601. */
  at: v.string(),
  /** attached: kept to be sent under the receipt of what was sent · told: came from the regulator of its own accord. */
  direction: v.picklist(['sent', 'attached', 'answered', 'told']),
  /** Of the object that holds the exact bytes. */
  key: v.string(),
  /** HTTP status of an answer. */
  status: v.optional(v.number()),
});
export type Evidence = v.InferOutput<typeof evidence>;

const fetchedMessage = v.object({
  /** Its id. */
  message: v.string(),
  /** ISO 8601. */
  at: v.string(),
  /** The client. */
  by: v.string(),
  /** It was given the address alone at which the bytes lie: whether it went there nobody saw. */
  address: v.exactOptional(v.literal(true)),
});
export type FetchedMessage = v.InferOutput<typeof fetchedMessage>;

/** Rows of before had one; now there may be many. */
const ids = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((told) => (typeof told === 'string' ? [told] : told)),
);

const report = v.object({
  key: v.string(),
  name: v.string(),
  /** The act that it belongs to. */
  act: v.optional(v.string(), ''),
  after: v.optional(ids),
  units: v.optional(v.object({ first: v.number(), count: v.number() })),
  /** The list that names them, and the place of its first; see `told-packs.ts`. */
  members: v.optional(v.object({ key: v.string(), first: v.number() })),
  change: v.optional(v.picklist(packChanges)),
  /** That did not happen, though it was told. */
  undo: v.optional(v.boolean()),
  deadline: v.optional(v.string()),
  /** When what it tells happened, ISO 8601. */
  at: v.optional(v.string(), ''),
  /** Of a packing, a repacking, a movement or a statement: which of them it tells. */
  tells: v.optional(v.picklist(['packing', 'repacking', 'shipment', 'receipt', 'transfer', 'statement'])),
  /** Of a repacking: what was repacked, canonical. */
  container: v.optional(v.string()),
  /** Of a statement: the GLNs between which it is told, and the delivery that it is about. */
  stated: v.optional(
    v.object({
      of: v.picklist(['things', 'document', 'codes']),
      from: v.optional(v.string()),
      to: v.optional(v.string()),
      delivery: v.optional(v.string()),
    }),
  ),
  /** Of a packing, a movement or a statement: the lots that are in it, which the regulator has to know first. */
  lots: v.optional(v.array(v.object({ gtin: v.string(), lot: v.string() }))),
  /** Names of facts that no event tells: it is held until each stands in `facts`. */
  wants: v.optional(v.array(v.string())),
  /** What its regime noted of it; see `Report.notes`. */
  notes: v.optional(v.record(v.string(), v.string())),
  /** The only objects it is about: those that another report was refused for. Written before corrections read them from the answer. */
  only: v.optional(v.array(v.string())),
});

/** What was written once and is sent again as it was: the receiver knows it by its id, so its bytes must not change. */
const frozen = v.object({
  requestId: v.string(),
  /** Of the object that holds the body. */
  evidenceKey: v.string(),
  method: v.picklist(['POST', 'PUT']),
  /** Relative to the receiver's base URL. */
  path: v.string(),
  headers: v.record(v.string(), v.string()),
  /** What its limit is called by, where that is not the report's name. */
  call: v.optional(v.string()),
  /** What it is called as a file, where that does not follow from its id. */
  fileName: v.optional(v.string()),
  /** The mapping that wrote it, with its version: `name@3`. */
  mapping: v.optional(v.string()),
  /** By which channel it went to a partner last. */
  channel: v.optional(v.picklist(channelKinds)),
  /** Of the object that holds what was attached to it. */
  attached: v.optional(v.string()),
  /** The tenant's own access that it went by; absent where it has none. */
  to: v.optional(v.object({ url: v.string(), rehearsal: v.boolean() })),
});
export type Frozen = v.InferOutput<typeof frozen>;

export const storedDelivery = v.object({
  tenant: v.string(),
  deliveryId: v.string(),
  kind: v.picklist(['submission', 'delivery']),
  market: v.optional(v.string()),
  partner: v.optional(v.string()),
  subject: v.object({
    gtin: v.optional(v.string()),
    lot: v.optional(v.string()),
    eventIds: v.optional(v.array(v.string())),
    /** It says that those events did not happen. */
    denied: v.optional(v.boolean()),
    /** It is a message that is no events. */
    message: v.optional(partnerMessage),
  }),
  /** What a submission says. */
  report: v.optional(report),
  /** The deliveries that must be acknowledged before this one is sent. */
  after: v.optional(ids),
  /** The deliveries that wait for this one. */
  before: v.optional(v.array(v.string()), []),
  /** By when it must be acknowledged. */
  deadline: v.optional(v.string()),
  /** When people were called because the deadline was near. */
  warnedAt: v.optional(v.string()),
  /** Who keeps it back, and why. */
  held: v.optional(v.object({ by: v.string(), at: v.string(), reason: v.string() })),
  /** What was given of `report.wants`, by people or their ERP. */
  facts: v.optional(v.record(v.string(), v.string())),
  /** What a person decided of it last. The very same again is a repetition, anything else is not. */
  decided: v.optional(
    v.object({
      act: v.string(),
      by: v.string(),
      at: v.string(),
      reason: v.string(),
      change: v.exactOptional(v.string()),
    }),
  ),
  /** What the other side of the movement did with it; see `shared/delivery/counterparty.ts`. */
  counterparty: v.optional(
    v.object({
      state: v.picklist(counterpartyStates),
      accepted: v.number(),
      refused: v.number(),
      at: v.string(),
      reason: v.optional(v.string()),
      remedy: v.optional(v.string()),
      notices: v.array(v.string()),
      round: v.optional(v.number()),
    }),
  ),
  /** The delivery that corrects this one, and the one that this one corrects. */
  correctedBy: v.optional(v.string()),
  corrects: v.optional(v.string()),
  state: v.picklist(deliveryStates),
  attempts: v.number(),
  polls: v.number(),
  uncertain: v.optional(v.boolean(), false),
  /** How often a person had it sent anew after a rejection: each round is a request of its own. */
  round: v.optional(v.number(), 1),
  /** A person had it sent anew after a rejection, and it was sent before: what became of that is asked first. */
  anew: v.optional(v.boolean(), false),
  frozen: v.optional(frozen),
  receipt: v.optional(v.string()),
  failure: v.optional(v.string()),
  /** The call it waits to make, and its place among those that wait. */
  turn: v.optional(v.object({ call: v.string(), at: v.string() })),
  /** Before then it is left alone, ISO 8601; absent where it goes on no more by itself. */
  notBefore: v.optional(v.string()),
  /** When it was first tried since it was planned or sent anew, ISO 8601; of those that go to partners. */
  tryingSince: v.optional(v.string()),
  /** Its place among those that go to its partner in order: they go as these sort. */
  place: v.optional(v.string()),
  /** It was turned away at its partner's door, and waits there to be called. */
  waits: v.optional(v.boolean()),
  /** When its partner, one that fetches, has fetched which message of it for the first time, and by which client. */
  fetched: v.optional(v.array(fetchedMessage)),
  createdAt: v.string(),
  updatedAt: v.string(),
  evidence: v.optional(v.array(evidence), []),
});

/** One message to a regulator or partner, from being due to its answer. */
export type Delivery = v.InferOutput<typeof storedDelivery>;

/** True of a report of goods that moved, or that did not after all. */
export const isOfMovement = ({ report }: Pick<Delivery, 'report'>): boolean =>
  report?.tells === 'shipment' || report?.tells === 'receipt' || report?.tells === 'transfer';

/** A delivery as the planner makes it. */
export type NewDelivery = Pick<Delivery, 'tenant' | 'deliveryId' | 'kind' | 'subject'> &
  Partial<
    Pick<
      Delivery,
      'market' | 'partner' | 'report' | 'after' | 'before' | 'deadline' | 'held' | 'facts' | 'corrects' | 'place'
    >
  >;

/** The queue that wakes the sender of a kind. */
export const queueOf = ({ kind }: Pick<Delivery, 'kind'>) => (kind === 'submission' ? 'regulator' : 'partner');
