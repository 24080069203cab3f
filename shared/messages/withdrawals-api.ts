import * as v from 'valibot';
import { signature, signatureRecord, signedReason } from '../access/signature.ts';
import { id } from '../id.ts';

/** Shapes of the HTTP API for products that are withdrawn from a market. */
export const newMarketWithdrawal = v.strictObject({
  /** The caller's own id: sent again with it, it is one withdrawal. */
  withdrawal: id,
  /** As deliveries and the table of docs/regulators.md name it: `eu`. */
  market: v.pipe(v.string(), v.minLength(1), v.maxLength(20)),
  reason: signedReason,
  signature,
});
export type NewMarketWithdrawal = v.InferOutput<typeof newMarketWithdrawal>;

export const marketWithdrawal = v.object({
  withdrawal: v.string(),
  gtin: v.string(),
  market: v.string(),
  reason: v.string(),
  signature: signatureRecord,
  /** What tells the regulator. */
  deliveries: v.array(v.string()),
});
/** A product that is withdrawn from a market, for good. */
export type MarketWithdrawal = v.InferOutput<typeof marketWithdrawal>;

export const marketWithdrawals = v.object({ withdrawals: v.array(marketWithdrawal) });
