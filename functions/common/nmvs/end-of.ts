import type { NmvsChange } from '#common/store/nmvs-transaction-row.ts';
import { SUCCESS, UNCLEAR } from '#shared/regimes/eu/nmvs/return-codes.ts';

/** How a bulk ended, by how many of its packs had which code. */
export function endOf(count: number, tally: Readonly<Record<string, number>>): NmvsChange {
  const { [SUCCESS]: done = 0, [UNCLEAR]: unclear = 0 } = tally;
  if (unclear > 0)
    return {
      state: 'unclear',
      failure: `of ${unclear} packs it is not known whether it was this bulk that changed them`,
    };
  return { state: done === count ? 'done' : done === 0 ? 'rejected' : 'partial', failure: undefined };
}
