import { type GiveNeeds, giveRanges, MOST_PARTS, MOST_RANGES } from '#common/give-ranges.ts';
import { Refused } from '#common/refused.ts';
import { chunksOf } from '#common/store/batches.ts';
import type { StoredBlock } from '#common/store/serial-block-row.ts';
import type { SerialBlocks } from '#common/store/serial-blocks.ts';
import type { BlockPart, Fate } from '#shared/messages/serials-api.ts';
import { CounterSet } from '#shared/reconciliation/counter-set.ts';
import { refuse } from '#shared/refusal.ts';
import type { CounterRange } from '#shared/serials/block-counters.ts';
import { rangesIn } from './batch-numbers.ts';

export interface UnusedNeeds extends Omit<GiveNeeds, 'used'> {
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
 * Records numbers that a packer did not use, which were found unused in this turn: what is told of one since is found when it is to be drawn again, or when its lot is
 * reconciled. Those that are recorded already are left, so that doing it again does no more.
 *
 * @returns those that could not be recorded with their block: they are so scattered that its row would not hold them
 */
export async function giveUnused(needs: UnusedNeeds, unused: Unused): Promise<CounterSet> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const block = await blockOf(needs, unused);
    const told = block.parts.map(({ first, last }) => CounterSet.range(first, last));
    const left = told.reduce((sum, some) => sum.without(some), unused.numbers);
    const ranges = rangesIn(left);
    if (ranges.length === 0) return left;
    if (block.state === 'closed' || block.parts.length + ranges.length > MOST_PARTS) return left;
    if (await givenAll(needs, unused, block, chunksOf(ranges, MOST_RANGES))) return new CounterSet();
  }
  throw new Refused(refuse('busy', 'the block changed under every attempt', { remedy: 'it is tried again' }));
}

/** Gives ranges back, so many at a time as one write holds; false as soon as somebody else changed the block meanwhile. */
async function givenAll(needs: UnusedNeeds, unused: Unused, before: StoredBlock, chunks: readonly CounterRange[][]) {
  const { tenant, fate, partner, document } = unused;
  const who = { tenant, home: tenant, caller: `partner ${partner}` };
  let block = before;
  for (const [i, some] of chunks.entries()) {
    const count = block.parts.length;
    const what = { id: idOf(document, count), reason: `told by ${partner} as not used`, fate };
    if ((await giveRanges(needs, who, block, some, what)) === 'moved') return false;
    if (i === chunks.length - 1) return true;
    block = await blockOf(needs, unused);
    if (block.parts.length !== count + some.length) return false;
  }
  return true;
}

async function blockOf({ blocks }: UnusedNeeds, { tenant, block }: Unused): Promise<StoredBlock> {
  const found = await blocks.get(tenant, block);
  if (found === undefined) throw new Error(`serial request ${block} is gone`);
  return found;
}
