import * as v from 'valibot';
import { signature, signatureRecord, signedReason } from '../access/signature.ts';
import { figures } from '../reconciliation/figures.ts';
import { lotReport } from './agent-to-cloud.ts';
import { orderRevision, orderStanding } from './orders-api.ts';
import { order, orderState } from './site-api.ts';

/** Shapes of the HTTP API for lots: reconciliation, release. */

/** Why a lot is released though it does not reconcile. */
export const deviation = v.strictObject({
  reason: signedReason,
  /** The deviation's number in the quality system. */
  reference: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(64))),
});

export const wantedRelease = v.strictObject({
  signature,
  /** `digest` of the reconciliation as the signer read it; needed with a deviation. */
  reconciliation: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits'))),
  deviation: v.optional(deviation),
});

/** What a lot was released on. */
export const releaseRecord = v.object({
  signature: signatureRecord,
  figures,
  /** Kinds of differences that stood at the time. */
  differences: v.array(v.string()),
  deviation: v.optional(deviation),
});
export type ReleaseRecord = v.InferOutput<typeof releaseRecord>;

export const lot = v.object({
  /** As the site is known to run it: by the content of the revision `runs`. `revision` is the newest there is. */
  ...order.entries,
  /** Absent means 1. */
  runs: order.entries.revision,
  /** All of them, once there is more than the first; left out of lists. */
  revisions: v.optional(v.array(orderRevision)),
  /** The latest that its site has told. */
  standing: v.optional(orderStanding),
  /** Version of the product that the lot is bound to. */
  productVersion: v.optional(v.number()),
  state: orderState,
  createdAt: v.string(),
  report: v.optional(lotReport),
  reportedAt: v.optional(v.string()),
  releasedAt: v.optional(v.string()),
  releasedBy: v.optional(v.string()),
  release: v.optional(releaseRecord),
});
/** A lot as ordered, reported by its line and released by quality assurance. */
export type Lot = v.InferOutput<typeof lot>;

/** One lot, as it is told alone. */
export const toldLot = v.object({
  ...lot.entries,
  /** Ids of the recalls of it that stand; absent where there are none. */
  recalls: v.optional(v.array(v.string())),
});
export type ToldLot = v.InferOutput<typeof toldLot>;

/** Lots as they are listed. */
export const lotPage = v.object({
  lots: v.array(v.omit(lot, ['revisions'])),
  next: v.optional(v.string()),
  /** Of a list that is not turned: there are others. */
  more: v.optional(v.literal(true)),
});

export const difference = v.object({
  /** `lost`, `left-over`, `no-report`, a contradiction such as `commissioned-and-rejected`, … ; also the name under which its serials are listed. */
  kind: v.string(),
  count: v.number(),
  detail: v.string(),
  remedy: v.string(),
  /** Where the serials behind it are listed, when they are known. */
  serials: v.optional(v.string()),
});
export type Difference = v.InferOutput<typeof difference>;

const ofLine = v.object({ site: v.string(), line: v.optional(v.string()), figures });
const ofBlock = v.object({
  /** Id of the serial request; absent for numbers that are of no block of ours. */
  block: v.optional(v.string()),
  pool: v.optional(v.string()),
  site: v.string(),
  line: v.optional(v.string()),
  figures,
});

export const reconciliation = v.object({
  gtin: v.string(),
  lot: v.string(),
  state: orderState,
  /** When it was counted, ISO 8601. */
  at: v.string(),
  reconciles: v.boolean(),
  /** SHA-256 over the line's report, figures and differences: a release names it, so that nobody signs for what he has not read. */
  digest: v.string(),
  figures,
  lines: v.array(ofLine),
  blocks: v.array(ofBlock),
  differences: v.array(difference),
});
export type Reconciliation = v.InferOutput<typeof reconciliation>;

/** One serial behind a figure. */
const behind = v.object({ serial: v.string(), block: v.optional(v.string()) });
export const serialsBehind = v.object({
  figure: v.string(),
  serials: v.array(behind),
  next: v.optional(v.string()),
});
