import type { ReconciledLot } from '#common/reconcile/reconcile-lot.ts';
import { digestOf } from '#common/signature.ts';
import type { Lot } from '#shared/messages/lots-api.ts';

/** What a reconciliation says, in 64 hexadecimal digits: the same as long as report, figures and differences are the same. */
export const digestRead = (
  { gtin, lot, report }: Lot,
  { figures, differences }: Pick<ReconciledLot, 'figures' | 'differences'>,
): string =>
  digestOf({ gtin, lot, report, figures, differences: differences.map(({ kind, count }) => ({ kind, count })) });
