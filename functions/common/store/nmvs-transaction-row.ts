import * as v from 'valibot';
import { acts } from '#shared/regimes/eu/nmvs/operations.ts';
import { type TransactionState, transactionStates } from '#shared/regimes/eu/nmvs/transaction-states.ts';

const evidence = v.object({
  /** ISO 8601. */
  at: v.string(),
  /** Code of the operation. */
  operation: v.string(),
  clientTrxId: v.string(),
  direction: v.picklist(['sent', 'answered']),
  /** Of the object that holds the bytes. */
  key: v.string(),
  status: v.optional(v.number()),
});
export type NmvsEvidence = v.InferOutput<typeof evidence>;

const outcome = v.object({
  code: v.string(),
  description: v.optional(v.string()),
  /** What the NMVS says of the pack now, in its own words. */
  state: v.optional(v.string()),
  reason: v.optional(v.string()),
  alertId: v.optional(v.string()),
  /** `verified`: the answer was lost, and the pack was looked at afterwards. */
  proof: v.picklist(['answer', 'verified']),
});
export type NmvsOutcome = v.InferOutput<typeof outcome>;

const common = {
  tenant: v.string(),
  id: v.string(),
  country: v.string(),
  operation: v.string(),
  count: v.number(),
  /** Who asked, and the sub-user he gave. */
  by: v.string(),
  user: v.optional(v.string()),
  /** Location it was asked from. */
  clientLoginId: v.string(),
  /** Of what was asked: one id stands for one request. */
  digest: v.string(),
  state: v.picklist(transactionStates),
  attempts: v.number(),
  polls: v.number(),
  /** It may have been done. */
  uncertain: v.boolean(),
  /** How often it was sent. */
  sends: v.number(),
  /** When the packs that are still to be asked for were verified to be where the operation begins. */
  seenAt: v.optional(v.string()),
  /** When it was done by the clock of the NMVS; where that told none, when it was sent. */
  changedAt: v.optional(v.string()),
  /** NMVSTrxId of a bulk that was taken in, and of the one that looks after it. */
  nmvsTrxId: v.optional(v.string()),
  checkTrxId: v.optional(v.string()),
  outcome: v.optional(outcome),
  /** Packs of a bulk by return code. */
  tally: v.optional(v.record(v.string(), v.number())),
  /** Object with the return code of every pack. */
  resultKey: v.optional(v.string()),
  failure: v.optional(v.string()),
  /** The call it waits to make, and its place among those that wait. */
  turn: v.optional(v.object({ call: v.string(), at: v.string() })),
  /** Who had it taken up again last, and why. */
  retried: v.optional(v.object({ by: v.string(), at: v.string(), reason: v.string() })),
  evidence: v.array(evidence),
  createdAt: v.string(),
  updatedAt: v.string(),
};

const packTransaction = v.object({
  ...common,
  kind: v.picklist(['single', 'bulk']),
  act: v.picklist(acts),
  undo: v.boolean(),
  product: v.object({
    scheme: v.picklist(['GTIN', 'PPN']),
    code: v.string(),
    nhrn: v.exactOptional(v.string()),
    batch: v.object({ id: v.string(), expiry: v.string() }),
  }),
  /** Of a single operation. */
  serial: v.optional(v.string()),
  /** Of a bulk: object with the serials that are still to be asked for. */
  serialsKey: v.optional(v.string()),
  /** The transaction that is reversed. */
  undoes: v.optional(v.string()),
});
/** One operation on one pack, or on packs of one batch. */
export type PackTransaction = v.InferOutput<typeof packTransaction>;

const mixedTransaction = v.object({
  ...common,
  kind: v.literal('mixed'),
  /** The request that it is a part of. */
  partOf: v.string(),
  /** Object with the items that are still to be asked for. */
  itemsKey: v.string(),
});
/** Operations of their own on each of many packs. */
export type MixedTransaction = v.InferOutput<typeof mixedTransaction>;

export const storedTransaction = v.variant('kind', [packTransaction, mixedTransaction]);

/** What is asked of an NMVS at once, from being due to its end. */
export type NmvsTransaction = v.InferOutput<typeof storedTransaction>;

const ended = new Set<TransactionState>(['done', 'partial', 'rejected', 'failed', 'unclear']);

/** True when nothing goes on by itself. */
export const isEnded = ({ state }: Pick<NmvsTransaction, 'state'>): boolean => ended.has(state);

/** What a turn changes. */
export type NmvsChange = {
  readonly [Name in keyof Changeable]?: Changeable[Name] | undefined;
};
type Changeable = Omit<PackTransaction, 'kind'> & Pick<MixedTransaction, 'itemsKey'>;
