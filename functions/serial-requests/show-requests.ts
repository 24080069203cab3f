import * as v from 'valibot';
import type { Endpoint } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { readQueryString } from '#common/query-string.ts';
import { read } from '#common/read.ts';
import type { SerialBlocks } from '#common/store/serial-blocks.ts';
import { findBlock, maySee, tellBlock } from './find-block.ts';

const name = v.optional(
  v.pipe(v.string(), v.regex(/^[A-Za-z0-9._:-]{1,64}$/, 'must be 1 to 64 letters, digits or ._:-')),
);
const wanted = v.object({
  pool: name,
  site: name,
  line: name,
  order: name,
  partner: name,
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,3}$/, 'must be a number from 1 to 200'),
      v.transform(Number),
      v.minValue(1),
      v.maxValue(200),
    ),
    '50',
  ),
});

/** Requests and their blocks, the newest first, 50 a page; `next` is what to give as `after`, also after a short page. */
export const listRequests =
  (needs: { blocks: Pick<SerialBlocks, 'list'> }): Endpoint =>
  async (request) => {
    const { tenant, query, url, queryString } = request;
    const { limit, ...filter } = read(wanted, query);
    const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
    const { blocks, next } = await needs.blocks.list(tenant, filter, limit, placeIn(paged));
    const shown = blocks.filter((block) => maySee(request, block));
    const more = next !== undefined && { next: tokenOf(paged, next) };
    return { status: 200, body: { requests: shown.map(tellBlock), ...more } };
  };

/** One request with its block and what became of it. */
export const showRequest =
  (needs: { blocks: Pick<SerialBlocks, 'get'> }): Endpoint =>
  async (request) => ({ status: 200, body: tellBlock(await findBlock(needs.blocks, request)) });
