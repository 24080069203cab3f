import { createHash } from 'node:crypto';
import type { Endpoint } from '#common/http.ts';
import type { PoolCipher } from '#common/pool-cipher.ts';
import { serialQueries } from '#common/queries/serials.ts';
import { readQuery } from '#common/query-parameters.ts';
import { Refused } from '#common/refused.ts';
import { expandSerials } from '#common/store/expand-serials.ts';
import type { StoredBlock } from '#common/store/serial-block-row.ts';
import type { SerialBlocks } from '#common/store/serial-blocks.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import { refuse } from '#shared/refusal.ts';
import { heldRanges, within } from '#shared/serials/block-counters.ts';
import { pageText } from '#shared/serials/page-text.ts';
import { findBlock } from './find-block.ts';

interface PageNeeds {
  readonly pools: Pick<SerialPools, 'get' | 'codesFrom'>;
  readonly blocks: Pick<SerialBlocks, 'get' | 'noteFetched'>;
  readonly cipher: PoolCipher;
  readonly now: () => Date;
}

/**
 * Expands one page of an allocated block, in counter order. Serials are computed, not stored, so any page may be fetched again. The serials of a page
 * have counters without a gap: it ends before what is skipped, or was given back. Whoever comes to the end page by page has the block delivered.
 */
export const pageSerials =
  (needs: PageNeeds): Endpoint =>
  async (request) => {
    const { tenant } = request;
    const { from, limit } = readQuery(serialQueries['GET /api/serial-requests/{requestId}/serials'], request);
    const block = await findBlock(needs.blocks, request);
    const asked = from ?? block.first;
    if (asked < block.first || asked > block.last)
      throw new Refused(
        refuse('bad-parameter', `from must lie between ${block.first} and ${block.last}`, {
          at: '?from',
          rule: 'Seriate: counters of a page lie in the block',
          remedy: 'give next of the page before, or leave it out',
        }),
      );
    const runs = gapless(block, asked);
    const [run] = runs;
    const first = run?.first ?? block.last + 1;
    const last = run === undefined ? block.last : Math.min(first + limit - 1, run.last);
    const { codes, extra } = run === undefined ? none : await expand(needs, tenant, block, { first, last });
    const next = run !== undefined && last < run.last ? last + 1 : runs[1]?.first;
    await needs.blocks.noteFetched(tenant, block, asked, next ?? block.last + 1, needs.now());
    const page = { serials: codes, first: run === undefined ? asked : first, ...(extra && { extra }) };
    const sha256 = createHash('sha256').update(pageText(page)).digest('hex');
    return { status: 200, body: { ...page, ...(next !== undefined && { next }), sha256 } };
  };

const none: { codes: string[]; extra?: Readonly<Record<string, string>>[] } = { codes: [] };

/** The next two stretches of counters that the block holds, none of them skipped. */
function gapless({ first, last, skips = [], parts }: StoredBlock, from: number): { first: number; last: number }[] {
  const singles = skips.map((skip) => ({ first: skip, last: skip }));
  return heldRanges({ first, last }, [...parts, ...singles])
    .filter((range) => range.last >= from)
    .slice(0, 2)
    .map((range) => ({ first: Math.max(range.first, from), last: range.last }));
}

async function expand(needs: PageNeeds, tenant: string, block: StoredBlock, range: { first: number; last: number }) {
  const pool = await needs.pools.get(tenant, block.pool);
  const codes: string[] = [];
  const extra: Readonly<Record<string, string>>[] = [];
  for await (const { serials } of expandSerials(needs, tenant, pool, within({}, range)))
    for (const listed of serials) {
      codes.push(listed.code);
      extra.push(listed.extra ?? {});
    }
  return { codes, ...(extra.some((one) => Object.keys(one).length > 0) && { extra }) };
}
