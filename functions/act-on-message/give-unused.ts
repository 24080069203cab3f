import { type GiveNeeds, giveRanges, MOST_PARTS, MOST_RANGES, mustBeUnused } from '#common/give-ranges.ts';
import { Refused } from '#common/refused.ts';
import { chunksOf } from '#common/store/batches.ts';
import type { SerialBlocks } from '#common/store/serial-blocks.ts';
import type { BlockPart, Fate } from '#shared/messages/serials-api.ts';
import { CounterSet } from '#shared/reconciliation/counter-set.ts';
import { refuse } from '#shared/refusal.ts';
import { rangesIn } from './batch-numbers.ts';

export interface UnusedNeeds extends GiveNeeds {
  readonly blocks: Pick<SerialBlocks, 'get' | 'giveBack'>;
}

/** Somebody else may change the block at the same time; a few attempts bring both through. */
const ATTEMPTS = 8;

export interface Unused {
  readonly tenant: string;
  /** Id of the serial request. */
  readonly block: string;
  readonly numbers: CounterSet;
  readonly fate: Fate;
  /** Who told, and by what. */
  readonly partner: string;
  readonly document: string;
}

const idOf = (document: string, place: number | '') => `${document}-${place}`;

/** True for a part of a block that a document gave back. */
export const isGivenBy = (document: string, { id }: Pick<BlockPart, 'id'>): boolean =>
  id?.startsWith(idOf(document, '')) === true;

/**
 * Records numbers that a packer did not use. Those that are recorded already are left, so that doing it again does no more.
 *
 * @returns those that could not be recorded with their block: they are so scattered that its row would not hold them
 */
export async function giveUnused(needs: UnusedNeeds, unused: Unused): Promise<CounterSet> {
  const { tenant, fate, partner, document } = unused;
  const who = { tenant, home: tenant, caller: `partner ${partner}` };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const block = await needs.blocks.get(tenant, unused.block);
    if (block === undefined) throw new Error(`serial request ${unused.block} is gone`);
    const told = block.parts.map(({ first, last }) => CounterSet.range(first, last));
    const left = told.reduce((sum, some) => sum.without(some), unused.numbers);
    const ranges = rangesIn(left);
    if (ranges.length === 0) return left;
    if (block.state === 'closed' || block.parts.length + ranges.length > MOST_PARTS) return left;
    const [some = []] = chunksOf(ranges, MOST_RANGES);
    await mustBeUnused(needs, tenant, block, some);
    const id = idOf(document, block.parts.length);
    const given = await giveRanges(needs, who, block, some, { id, reason: `told by ${partner} as not used`, fate });
    // More may be left: the block as it is now tells.
    if (given === 'given' && ranges.length > some.length) attempt = -1;
    if (given === 'given' && ranges.length === some.length) return new CounterSet();
  }
  throw new Refused(refuse('busy', 'the block changed under every attempt', { remedy: 'it is tried again' }));
}
