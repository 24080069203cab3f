import type { BlockNumbers, Fate } from '#shared/messages/serials-api.ts';
import { heldRanges, sizeOf, within } from '#shared/serials/block-counters.ts';
import type { StoredBlock } from './store/serial-block-row.ts';
import type { CountUsed } from './store/used-counters.ts';

export type BlockFigures = ReturnType<typeof blockFigures>;

/**
 * Tells what became of the numbers of a block: what people gave back stands in its row, what was used is counted in the index of the ledger. A number that
 * was given back counts as that, whoever uses it later: it may have been drawn again.
 */
export function blockFigures(countUsed: CountUsed) {
  /** @param most numbers that may be counted; of a larger block only what was given back is told */
  return async (tenant: string, block: StoredBlock, most: number): Promise<BlockNumbers> => {
    const given = { returned: givenBack(block, 'returned'), destroyed: givenBack(block, 'destroyed') };
    if (block.count > most) return given;
    const held = heldRanges(block, block.parts).filter((range) => sizeOf(within(block, range)) > 0);
    const left = block.count - given.returned - given.destroyed;
    // Skipped numbers of a held range are another key's, and may be used by whom they belong to.
    const own = held.flatMap((range) => heldRanges(range, within(block, range).skips?.map(single) ?? []));
    const consumed = await countUsed(tenant, block.pool, own);
    return { ...given, consumed, open: left - consumed };
  };
}

const single = (counter: number) => ({ first: counter, last: counter });

const givenBack = (block: StoredBlock, fate: Fate): number =>
  block.parts.reduce((sum, part) => (part.fate === fate ? sum + sizeOf(within(block, part)) : sum), 0);

/** A block with what became of its numbers. One of which nothing is open is consumed, unless nothing of it was ever used. */
export function withNumbers<Block extends { readonly state: string }>(block: Block, numbers: BlockNumbers) {
  const isConsumed = numbers.open === 0 && (numbers.consumed ?? 0) > 0;
  return { ...block, state: isConsumed ? ('consumed' as const) : block.state, numbers };
}
