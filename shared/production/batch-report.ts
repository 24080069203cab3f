import type { ContentOf } from '../mapping/exchange/families.ts';
import type { FateList, LotFates, LotReport } from '../messages/agent-to-cloud.ts';

/** What became of the numbers of one block by what a packer told, as serials. */
export interface BatchBlock {
  /** Id of the serial request. */
  readonly block: string;
  readonly pool: string;
  /** Its first and last serial. */
  readonly from: string;
  readonly to: string;
  /** How many the ledger says were commissioned. */
  readonly commissioned: number;
  readonly rejected: readonly string[];
  readonly sampled: readonly string[];
  readonly destroyed: readonly string[];
}

export interface BatchTimes {
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly closedAt: string;
}

interface Of {
  readonly order: string;
  readonly gtin: string;
  readonly lot: string;
}

type Counts = ContentOf<'end-of-batch'>['counts'];

/**
 * The report of a lot that a packer told of by a message, as a line would have told it. The counts are the packer's own: they are a witness beside the serials that it named
 * and the ledger, and what does not fit is shown when the lot is reconciled.
 */
export function batchReport(
  { order, gtin, lot }: Of,
  counts: Counts,
  times: BatchTimes,
  blocks: readonly BatchBlock[],
): LotReport {
  const { commissioned, rejected, sampled = 0, destroyed = 0, cases = 0, pallets = 0 } = counts;
  const known = commissioned + rejected + sampled + destroyed;
  return {
    ...{ order, gtin, lot },
    printed: counts.printed ?? known,
    ...{ commissioned, rejected, sampled, destroyed, unaccounted: 0, cases, pallets },
    rejects: rejected === 0 ? {} : { 'told by the packer': rejected },
    shippable: [],
    blocks: blocks.map(({ rejected: out, sampled: taken, destroyed: gone, ...block }) => {
      const fates = { rejected: out.length, sampled: taken.length, destroyed: gone.length };
      const printed = block.commissioned + fates.rejected + fates.sampled + fates.destroyed;
      return { ...block, printed, ...fates, unaccounted: 0 };
    }),
    ...times,
  };
}

/** Serials of one part: they are kept as one row. */
const MOST_SERIALS = 10_000;

/** The serials that a packer named, by fate, in parts that can be kept. */
export function batchFates(of: Of, closedAt: string, blocks: readonly BatchBlock[]): LotFates[] {
  const lists = blocks.flatMap((one) =>
    (['rejected', 'sampled', 'destroyed'] as const).flatMap((fate): FateList[] => {
      const serials = one[fate];
      const cut: FateList[] = [];
      for (let from = 0; from < serials.length; from += MOST_SERIALS)
        cut.push({ block: one.block, fate, serials: serials.slice(from, from + MOST_SERIALS) });
      return cut;
    }),
  );
  return lists.map((list, part) => ({ ...of, closedAt, part, lists: [list] }));
}
