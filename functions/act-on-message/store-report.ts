import { isDeepStrictEqual } from 'node:util';
import { log } from '#common/log.ts';
import type { LotFatesStore } from '#common/store/lot-fates.ts';
import type { Lots } from '#common/store/lots.ts';
import { isOver } from '#common/store/put-report.ts';
import type { LotFates, LotReport } from '#shared/messages/agent-to-cloud.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';

export interface ReportNeeds {
  readonly lots: Pick<Lots, 'get' | 'putReport'>;
  readonly fates: Pick<LotFatesStore, 'put' | 'noteDrawn'>;
  readonly now: () => Date;
}

/** Keeps the serials that had a fate, then the report that closes the lot; undefined once both are kept. Repeating it is harmless. */
export async function storeReport(
  { lots, fates, now }: ReportNeeds,
  tenant: string,
  report: LotReport,
  parts: readonly LotFates[],
): Promise<Refusal | undefined> {
  const { gtin, lot, order } = report;
  for (const part of parts) if ((await fates.put(tenant, part)) === 'differs') return toldBefore(report);
  // Before the report: whoever looks at the block must find the lot.
  for (const { block } of report.blocks ?? []) await fates.noteDrawn(tenant, block, { gtin, lot });
  if ((await lots.putReport(tenant, report, now())) === 'stored') {
    log('lot-report-stored', { tenant, gtin, lot });
    return undefined;
  }
  const known = await lots.get(tenant, gtin, lot);
  if (known !== undefined && isDeepStrictEqual(known.report, report)) return undefined;
  if (isOver(known?.report, report)) return endsEarlier(report);
  if (known?.state !== 'cancelled' && known?.state !== 'released')
    throw new Error(`the report of lot ${lot} met another write`); // the next attempt decides
  return refuse('conflict', `lot ${lot} of ${gtin} is ${known.state}, order ${order} takes no report`, {
    at: '/EndOfBatch/Lot',
    rule: 'Seriate: a cancelled order is never run, and a released lot is corrected by events',
    remedy: 'tell us by hand what was packed: a person decides what becomes of it',
  });
}

/** What a later end has replaced is not put in its place, however long it waited. */
export const endsEarlier = ({ lot, closedAt }: Pick<LotReport, 'lot' | 'closedAt'>): Refusal =>
  refuse('conflict', `a later end of lot ${lot} than that at ${closedAt} is kept`, {
    at: '/EndOfBatch/EndedAt',
    rule: 'Seriate: a corrected report replaces the one before it',
    remedy: 'leave it as it is; if this one is right after all, send it anew with a later EndedAt',
  });

const toldBefore = ({ lot, closedAt }: LotReport) =>
  refuse('conflict', `the end of lot ${lot} at ${closedAt} was told before, and said something else`, {
    at: '/EndOfBatch/EndedAt',
    rule: 'Seriate: a corrected report replaces the one before it',
    remedy: 'give the corrected report a later EndedAt',
  });
