import type { Turned } from '#common/inbound/inbound-turn.ts';
import { waiting } from '#common/inbound/waiting.ts';
import { type ReconcileNeeds, reconcileLot } from '#common/reconcile/reconcile-lot.ts';
import { orRefuse } from '#common/refused.ts';
import type { InboundDocument } from '#common/store/inbound-row.ts';
import type { Lots } from '#common/store/lots.ts';
import { isOver } from '#common/store/put-report.ts';
import type { ContentOf } from '#shared/mapping/exchange/families.ts';
import type { Lot } from '#shared/messages/lots-api.ts';
import { batchFates, batchReport } from '#shared/production/batch-report.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { type BatchNumbersNeeds, batchBlocks } from './batch-blocks.ts';
import { batchNumbers } from './batch-numbers.ts';
import { type FindOrderNeeds, findOrder } from './find-order.ts';
import { type NoteNeeds, noteDifferences } from './note-differences.ts';
import { accepted, refusedFor } from './refused-for.ts';
import { endsEarlier, storeReport } from './store-report.ts';
import type { Sender } from './take-serial-request.ts';
import { toldOfRest } from './told-of-rest.ts';
import { namedAndUsed, withRest } from './unused-problems.ts';

export interface BatchNeeds extends FindOrderNeeds, ReconcileNeeds, BatchNumbersNeeds, NoteNeeds {
  readonly lots: FindOrderNeeds['lots'] & Pick<Lots, 'get' | 'putReport'>;
  readonly blocks: ReconcileNeeds['blocks'] & BatchNumbersNeeds['blocks'];
}

type Said = ContentOf<'end-of-batch'>;

/**
 * Closes a lot that a partner packed and only tells of: which numbers were spoilt, sampled, destroyed and not used, and its own counts. Numbers that were not used are given
 * back or destroyed as the partner's version says. It waits for commissionings that are counted and have not come. What does not fit after that opens an exception, and is
 * told the partner.
 */
export async function takeEndOfBatch(needs: BatchNeeds, { document, partner }: Sender, said: Said): Promise<Turned> {
  const { tenant } = document;
  const name = { order: said.orderNumber, lot: said.lot, gtin: said.gtin };
  const lot = await findOrder(needs, { tenant, partner }, name, '/EndOfBatch/Lot');
  if (lot === undefined || lot.gtin !== said.gtin) return refusedFor(otherProduct(said));
  const closedAt = new Date(said.endedAt).toISOString();
  // Before anything is done: one that waited may find that it was corrected meanwhile.
  if (isOver(lot.report, { closedAt })) return refusedFor(endsEarlier({ ...lot, closedAt }));
  const before = await reconcileLot(needs, tenant, { ...lot, report: undefined });
  const known = before.figures.commissioned + (before.blockless === undefined ? before.foreign.length : 0);
  const waits =
    known < said.counts.commissioned
      ? waitsFor(document, lot, said.counts.commissioned - known, needs.now())
      : undefined;
  if (waits !== undefined) return waits;
  // Numbers of cases and pallets are of other pools, and no units.
  const found = await batchNumbers(needs, tenant, said, before.blocks);
  if (areRefused(found)) return refusedFor(...found);
  const used = await namedAndUsed(needs, tenant, said, found);
  if (used.length > 0) return refusedFor(...used);
  const told = await toldOfRest(needs, tenant, said.gtin, found);
  const numbers = await withRest(needs, document, said, told);
  if (areRefused(numbers)) return refusedFor(...numbers);
  // From here on something is done: all of it was judged before.
  const blocks = await batchBlocks(needs, { document, partner }, numbers);
  const startedAt = earliest(await needs.commissioned.eventsOf(tenant, lot), closedAt);
  const report = batchReport(lot, said.counts, { startedAt, closedAt }, blocks);
  orRefuse((await storeReport(needs, tenant, report, batchFates(lot, closedAt, blocks))) ?? true);
  const after = { ...lot, report };
  const { differences } = await reconcileLot(needs, tenant, after);
  const problems = await noteDifferences(needs, { tenant, partner, lot: after, differences });
  return accepted({ problems: [...told.problems, ...problems] });
}

const areRefused = <T extends object>(list: readonly T[] | readonly Refusal[]): list is readonly Refusal[] =>
  list.some(isRefusal);

const otherProduct = ({ lot, gtin }: Said) =>
  refuse('not-found', `lot ${lot} is of another product than ${gtin}`, {
    at: '/EndOfBatch/Gtin',
    remedy: 'name the product of the order',
  });

const waitsFor = (document: InboundDocument, { lot }: Lot, missing: number, now: Date) =>
  waiting(document, `the commissioning of ${missing} more packs of lot ${lot}`, now);

/** When the first pack was commissioned, as places in time begin with it. */
function earliest({ refs }: { readonly refs: ReadonlyMap<string, unknown> }, closedAt: string): string {
  const times = [...refs.keys()].map((at) => Date.parse(at.split('#')[0] ?? '')).filter((ms) => !Number.isNaN(ms));
  const first = times.reduce((least, ms) => Math.min(least, ms), Date.parse(closedAt));
  return new Date(first).toISOString();
}
