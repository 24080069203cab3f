import { type BlockFigures, withNumbers } from '#common/block-figures.ts';
import type { Endpoint } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { serialQueries } from '#common/queries/serials.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import { inLanes } from '#common/store/batches.ts';
import type { StoredBlock } from '#common/store/serial-block-row.ts';
import type { SerialBlocks } from '#common/store/serial-blocks.ts';
import { findBlock, maySee, tellBlock } from './find-block.ts';

/** Numbers that are counted for one answer: 256 of them cost a query, 16 at a time. */
const MOST_OF_ONE = 128_000;
const MOST_OF_A_PAGE = 12_800;

interface ListNeeds {
  readonly blocks: Pick<SerialBlocks, 'list'>;
  readonly figures: BlockFigures;
}

/**
 * Requests and their blocks, the newest first, 50 a page; `next` is what to give as `after`, also after a short page. What was consumed is told of as many
 * as one answer has time for, the newest first.
 */
export const listRequests =
  (needs: ListNeeds): Endpoint =>
  async (request) => {
    const { tenant, url, queryString } = request;
    const { limit, after: _, ...filter } = readQuery(serialQueries['GET /api/serial-requests'], request);
    const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
    const { blocks, next } = await needs.blocks.list(tenant, filter, limit, placeIn(paged));
    const shown = blocks.filter((block) => maySee(request, block));
    const more = next !== undefined && { next: tokenOf(paged, next) };
    const told = await inLanes(asManyAsFit(shown), async ({ block, most }) =>
      withNumbers(tellBlock(block), await needs.figures(tenant, block, most)),
    );
    return { status: 200, body: { requests: told, ...more } };
  };

/** How many numbers of each block may be counted, so that those of a page are not too many together. */
function asManyAsFit(blocks: readonly StoredBlock[]): { block: StoredBlock; most: number }[] {
  let left = MOST_OF_A_PAGE;
  return blocks.map((block) => {
    const most = left;
    if (block.count <= left) left -= block.count;
    return { block, most };
  });
}

/** One request with its block and what became of it. */
export const showRequest =
  (needs: { blocks: Pick<SerialBlocks, 'get'>; figures: BlockFigures }): Endpoint =>
  async (request) => {
    const block = await findBlock(needs.blocks, request);
    return {
      status: 200,
      body: withNumbers(tellBlock(block), await needs.figures(request.tenant, block, MOST_OF_ONE)),
    };
  };
