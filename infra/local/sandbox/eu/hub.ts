import { createHash } from 'node:crypto';
import * as v from 'valibot';
import {
  forgetPacks,
  type HubState,
  putProduct,
  type Result,
  recallBatch,
  takePacks,
  updateStates,
  withdrawProduct,
} from './hub-state.ts';
import { batchRecall, packUpload, productMasterData, productWithdrawal, stateUpdate } from './wire.ts';

const entry = v.variant('kind', [
  v.object({ kind: v.literal('product'), at: v.number(), data: productMasterData }),
  v.object({ kind: v.literal('withdrawal'), at: v.number(), digest: v.string(), withdrawal: productWithdrawal }),
  v.object({
    kind: v.literal('upload'),
    at: v.number(),
    receipt: v.string(),
    digest: v.string(),
    lost: v.boolean(),
    due: v.optional(v.number()),
    upload: packUpload,
  }),
  v.object({
    kind: v.literal('states'),
    at: v.number(),
    receipt: v.string(),
    digest: v.string(),
    lost: v.boolean(),
    due: v.optional(v.number()),
    upload: stateUpdate,
  }),
  v.object({ kind: v.literal('clock'), at: v.number(), aheadMs: v.number() }),
  v.object({ kind: v.literal('forget'), at: v.number(), productCode: v.string(), serials: v.array(v.string()) }),
  v.object({ kind: v.literal('recall'), at: v.number(), digest: v.string(), recall: batchRecall }),
]);
/** Something the Hub took in. From these, in order, all it knows can be rebuilt. */
export type Entry = v.InferOutput<typeof entry>;

/** Reads a line of the journal. */
export const readEntry = (line: unknown): Entry => v.parse(entry, line);

type Upload = Extract<Entry, { kind: 'upload' | 'states' }>;
type Pending = Upload & { result?: Result };

export type Hub = ReturnType<typeof newHub>;

/** The Hub without its wire: uploads are worked off when they are due, in that order. */
export function newHub() {
  const state: HubState = new Map();
  const byReceipt = new Map<string, Pending>();
  const byRequest = new Map<string, Pending>();
  const finals = new Map<string, string>();
  const waiting: Pending[] = [];

  /** Works off what is due at that time. Called before anything else happens, so that a rebuilt Hub comes to the same results. */
  const settle = (at: number) => {
    for (let next = waiting[0]; next !== undefined && dueOf(next) <= at; next = waiting[0]) {
      waiting.shift();
      next.result = next.kind === 'states' ? updateStates(state, next.upload, next.at) : takePacks(state, next.upload);
    }
  };

  return {
    state,
    settle,
    request: (requestId: string) => byRequest.get(requestId),
    /** Digest of the recall or withdrawal that came under that request. */
    finalBy: (requestId: string) => finals.get(requestId),
    receipt: (receipt: string) => byReceipt.get(receipt),
    /** Applies an entry; answers a code when the rules forbid it, and then changes nothing. */
    apply: (happened: Entry): string | undefined => {
      settle(happened.at);
      if (happened.kind === 'clock') return undefined;
      if (happened.kind === 'forget') return forgetPacks(state, happened);
      if (happened.kind === 'product') return putProduct(state, happened.data);
      if (happened.kind === 'withdrawal') {
        const problem = withdrawProduct(state, happened.withdrawal);
        if (problem === undefined) finals.set(happened.withdrawal.requestId, happened.digest);
        return problem;
      }
      if (happened.kind === 'recall') {
        const problem = recallBatch(state, happened.recall);
        if (problem === undefined) finals.set(happened.recall.requestId, happened.digest);
        return problem;
      }
      const pending: Pending = { ...happened };
      byReceipt.set(happened.receipt, pending);
      byRequest.set(happened.upload.requestId, pending);
      if (happened.lost) return undefined;
      waiting.push(pending);
      waiting.sort((a, b) => dueOf(a) - dueOf(b));
      return undefined;
    },
  };
}

const dueOf = ({ at, due = at }: Pending) => due;

/** Tells whether two requests under one id are the same. */
export const digestOf = (body: Uint8Array) => createHash('sha256').update(body).digest('hex');

/** The same request gets the same receipt, also from a Hub that was restarted. */
export const receiptOf = (requestId: string) => `R${digestOf(Buffer.from(requestId)).slice(0, 24)}`;
