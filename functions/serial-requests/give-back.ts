import { type GiveNeeds, giveRanges, mustBeUnused } from '#common/give-ranges.ts';
import { type Endpoint, json, type Request } from '#common/http.ts';
import type { PoolCipher } from '#common/pool-cipher.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import type { Lots } from '#common/store/lots.ts';
import type { StoredBlock } from '#common/store/serial-block-row.ts';
import type { SerialBlocks } from '#common/store/serial-blocks.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import { type BlockPart, type Fate, type GiveBack, giveBack as shape } from '#shared/messages/serials-api.ts';
import { refuse } from '#shared/refusal.ts';
import type { CounterRange } from '#shared/serials/block-counters.ts';
import { findBlock, tellBlock } from './find-block.ts';
import { mustNotRun } from './must-not-run.ts';
import { namedRanges } from './named-ranges.ts';

export interface GiveBackNeeds extends GiveNeeds {
  readonly pools: Pick<SerialPools, 'get' | 'findCodes'>;
  readonly blocks: Pick<SerialBlocks, 'get' | 'giveBack'>;
  readonly lots: Pick<Lots, 'ofOrder'>;
  readonly cipher: PoolCipher;
}

/** Two people at once change one block; a few attempts bring both through. */
const ATTEMPTS = 8;

/** Numbers of a block that nobody used come back to their pool, or are destroyed for ever. Sent again under its id it changes nothing. */
export const giveBack =
  (needs: GiveBackNeeds, fate: Fate): Endpoint =>
  async (request) => {
    const asked = read(shape, json(request));
    const { tenant } = request;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const block = await findBlock(needs.blocks, request);
      const earlier = block.parts.find(({ id }) => id === asked.id);
      if (earlier !== undefined) {
        await mustBeSame(needs, request, block, asked, fate);
        return { status: 200, body: tellBlock(block) };
      }
      await mustNotRun(needs, request, block);
      if (block.state === 'closed') await mustBeUnused(needs, tenant, block, []);
      const ranges = await namedRanges(needs, tenant, block, asked);
      await mustBeUnused(needs, tenant, block, ranges);
      if ((await giveRanges(needs, request, block, ranges, { ...asked, fate })) === 'moved') continue;
      return { status: 201, body: tellBlock(await findBlock(needs.blocks, request)) };
    }
    throw new Refused(refuse('busy', 'the block changed under every attempt', { remedy: 'send the same again' }));
  };

/** What is sent again under its id must be what it was, in all that it says. */
async function mustBeSame(
  needs: GiveBackNeeds,
  { tenant }: Request,
  block: StoredBlock,
  asked: GiveBack,
  fate: Fate,
): Promise<void> {
  const before = block.parts.filter(({ id }) => id === asked.id);
  const ranges = await namedRanges(needs, tenant, block, asked);
  const same = (part: BlockPart, range: CounterRange | undefined) =>
    part.first === range?.first && part.last === range.last && part.fate === fate && part.reason === asked.reason;
  if (before.length === ranges.length && before.every((part, i) => same(part, ranges[i]))) return;
  const numbers = before.map(({ first, last }) => `${first}-${last}`).join(', ');
  throw new Refused(
    refuse('conflict', `${asked.id} stands for ${numbers}, which were ${before[0]?.fate}: ${before[0]?.reason}`, {
      at: '/id',
      rule: 'Seriate: an id stands for one act',
      remedy: 'use a new id',
    }),
  );
}
