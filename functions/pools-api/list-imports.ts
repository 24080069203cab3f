import * as v from 'valibot';
import type { Endpoint } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { mustTouch } from '#common/principal.ts';
import { readQueryString } from '#common/query-string.ts';
import { read } from '#common/read.ts';
import type { SerialImports } from '#common/store/serial-imports.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import { tellImport } from './answer-import.ts';
import { touchedBy } from './touched-by.ts';

interface Needs {
  readonly imports: Pick<SerialImports, 'list'>;
  readonly pools: Pick<SerialPools, 'get'>;
}

const wanted = v.object({
  limit: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(100)),
    '50',
  ),
});

/** Imports of a pool by id, a page at a time. */
export const listImports =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { tenant, query, url, queryString, path } = request;
    const { limit } = read(wanted, query);
    const pool = await needs.pools.get(tenant, path['pool'] ?? '');
    mustTouch(request, touchedBy(pool));
    const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
    const { imports, next } = await needs.imports.list(tenant, pool.id, limit, placeIn(paged));
    const more = next !== undefined && { next: tokenOf(paged, next) };
    return { status: 200, body: { imports: imports.map(tellImport), ...more } };
  };
