import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { type HubState, putProduct, type Result, takePacks } from './hub-state.ts';
import { packUpload, productMasterData } from './wire.ts';

const entry = v.variant('kind', [
  v.object({ kind: v.literal('product'), at: v.number(), data: productMasterData }),
  v.object({ kind: v.literal('withdrawal'), at: v.number(), productCode: v.string() }),
  v.object({
    kind: v.literal('upload'),
    at: v.number(),
    receipt: v.string(),
    digest: v.string(),
    lost: v.boolean(),
    upload: packUpload,
  }),
]);
/** Something the Hub took in. From these, in order, all it knows can be rebuilt. */
export type Entry = v.InferOutput<typeof entry>;

/** Reads a line of the journal. */
export const readEntry = (line: unknown): Entry => v.parse(entry, line);

type Upload = Extract<Entry, { kind: 'upload' }>;
interface Pending extends Upload {
  result?: Result;
}

export type Hub = ReturnType<typeof newHub>;

/** The Hub without its wire: results follow `answerDelayMs` after an upload was taken in, in the order of uploads. */
export function newHub(answerDelayMs: number) {
  const state: HubState = new Map();
  const byReceipt = new Map<string, Pending>();
  const byRequest = new Map<string, Pending>();
  const waiting: Pending[] = [];

  /** Works off what is due at that time. Called before anything else happens, so that a rebuilt Hub comes to the same results. */
  const settle = (at: number) => {
    while (waiting[0] !== undefined && waiting[0].at + answerDelayMs <= at) {
      const next = waiting.shift();
      if (next !== undefined) next.result = takePacks(state, next.upload);
    }
  };

  return {
    state,
    settle,
    request: (requestId: string) => byRequest.get(requestId),
    receipt: (receipt: string) => byReceipt.get(receipt),
    /** Applies an entry; answers a code when the rules forbid it, and then changes nothing. */
    apply: (happened: Entry): string | undefined => {
      settle(happened.at);
      if (happened.kind === 'product') return putProduct(state, happened.data);
      if (happened.kind === 'withdrawal') {
        const product = state.get(happened.productCode);
        if (product !== undefined) product.withdrawn = true;
        return product === undefined ? 'UNKNOWN_PRODUCT' : undefined;
      }
      const pending: Pending = { ...happened };
      byReceipt.set(happened.receipt, pending);
      byRequest.set(happened.upload.requestId, pending);
      if (!happened.lost) waiting.push(pending);
      return undefined;
    },
  };
}

/** Tells whether two requests under one id are the same. */
export const digestOf = (body: Uint8Array) => createHash('sha256').update(body).digest('hex');

/** The same request gets the same receipt, also from a Hub that was restarted. */
export const receiptOf = (requestId: string) => `R${digestOf(Buffer.from(requestId)).slice(0, 24)}`;
