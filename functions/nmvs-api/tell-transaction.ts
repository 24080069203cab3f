import type { NmvsTransaction } from '#common/store/nmvs-transaction-row.ts';
import { returnCodeOf } from '#shared/regimes/eu/nmvs/return-codes.ts';

/** A transaction as the API tells it: with what its codes mean, and without how it is kept from being done twice. */
export function tellTransaction({ digest, uncertain, sends, polls, resultKey, checkTrxId, ...kept }: NmvsTransaction) {
  const { seenAt, ...row } = kept;
  const { outcome, tally, evidence, ...rest } = row;
  const { serialsKey, itemsKey, ...told } = { serialsKey: undefined, itemsKey: undefined, ...rest };
  return {
    ...told,
    ...(outcome && { outcome: { ...outcome, ...returnCodeOf(outcome.code) } }),
    ...(tally && {
      results: Object.entries(tally).map(([code, count]) => ({ code, count, meaning: returnCodeOf(code).meaning })),
    }),
    evidence: evidence.map(({ key, ...one }) => one),
  };
}
