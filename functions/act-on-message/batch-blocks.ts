import type { BatchBlock } from '#shared/production/batch-report.ts';
import type { CounterSet } from '#shared/reconciliation/counter-set.ts';
import { type BlockNumbers, endsOf, serialsOf } from './batch-numbers.ts';
import { giveUnused, type UnusedNeeds } from './give-unused.ts';
import type { Sender } from './take-serial-request.ts';
import type { RestNeeds } from './told-of-rest.ts';

export interface BatchNumbersNeeds extends RestNeeds, UnusedNeeds {
  readonly pools: RestNeeds['pools'] & UnusedNeeds['pools'];
}

/**
 * What became of each block of a lot, as its report says it; the numbers that were not used are given back, or destroyed, on the way.
 *
 * @param numbers of which those that were not used were found so
 */
export async function batchBlocks(
  needs: BatchNumbersNeeds,
  { document, partner }: Sender,
  numbers: readonly BlockNumbers[],
): Promise<BatchBlock[]> {
  const { tenant, documentId } = document;
  const fate = partner.packs?.unused ?? 'destroyed';
  const blocks: BatchBlock[] = [];
  for (const { row, commissioned, named } of numbers) {
    const unused = { tenant, block: row.requestId, numbers: named.unused, fate };
    const scattered = await giveUnused(needs, { ...unused, partner: partner.partner, document: documentId });
    const serials = async (some: CounterSet) => (await serialsOf(needs, tenant, row, some)).map(({ serial }) => serial);
    blocks.push({
      block: row.requestId,
      pool: row.pool,
      ...(await endsOf(needs, tenant, row)),
      commissioned: commissioned.size,
      rejected: await serials(named.rejected),
      sampled: await serials(named.sampled),
      // What its block cannot hold as given back is kept with the lot: nobody ever gets it.
      destroyed: await serials(named.destroyed.or(scattered)),
    });
  }
  return blocks;
}
