import type { ContentOf } from '#shared/mapping/exchange/families.ts';
import type { BatchBlock } from '#shared/production/batch-report.ts';
import { CounterSet } from '#shared/reconciliation/counter-set.ts';
import { sizeOf } from '#shared/serials/block-counters.ts';
import { type BlockNumbers, endsOf, serialsOf } from './batch-numbers.ts';
import { giveUnused, isGivenBy, type UnusedNeeds } from './give-unused.ts';
import type { Sender } from './take-serial-request.ts';
import type { RestNeeds } from './told-of-rest.ts';

export interface BatchNumbersNeeds extends RestNeeds, UnusedNeeds {
  readonly pools: RestNeeds['pools'] & UnusedNeeds['pools'];
}

/** What became of each block of a lot, as its report says it; the numbers that were not used are given back, or destroyed, on the way. */
export async function batchBlocks(
  needs: BatchNumbersNeeds,
  { document, partner }: Sender,
  said: ContentOf<'end-of-batch'>,
  numbers: readonly BlockNumbers[],
): Promise<BatchBlock[]> {
  const { tenant, documentId } = document;
  const fate = partner.packs?.unused ?? 'destroyed';
  const blocks: BatchBlock[] = [];
  for (const one of withRest(documentId, said, numbers)) {
    const { row, commissioned, named } = one;
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

/** A packer that counts what it did not use and names none of it means all of which nothing else is known, if that is as many. */
function withRest(
  documentId: string,
  said: ContentOf<'end-of-batch'>,
  numbers: readonly BlockNumbers[],
): readonly BlockNumbers[] {
  const rest = numbers.reduce((sum, one) => sum + one.rest.size, 0);
  // Who died on the way has given some back already, and goes on with the others.
  const given = numbers.flatMap(({ row }) => row.parts.filter((part) => isGivenBy(documentId, part)));
  const unused = given.reduce((sum, part) => sum + sizeOf(part), rest);
  if (said.unusedSerials !== undefined || rest === 0 || said.counts.unused !== unused) return numbers;
  return numbers.map((one) => ({ ...one, named: { ...one.named, unused: one.rest }, rest: new CounterSet() }));
}
