import type { Endpoint } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { mustTouch } from '#common/principal.ts';
import { poolQueries } from '#common/queries/pools.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import type { SerialImports } from '#common/store/serial-imports.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import { tellImport } from './answer-import.ts';
import { touchedBy } from './touched-by.ts';

interface Needs {
  readonly imports: Pick<SerialImports, 'list'>;
  readonly pools: Pick<SerialPools, 'get'>;
}

/** Imports of a pool by id, a page at a time. */
export const listImports =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { tenant, url, queryString, path } = request;
    const { limit } = readQuery(poolQueries['GET /api/pools/{pool}/imports'], request);
    const pool = await needs.pools.get(tenant, path['pool'] ?? '');
    mustTouch(request, touchedBy(pool));
    const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
    const { imports, next } = await needs.imports.list(tenant, pool.id, limit, placeIn(paged));
    const more = next !== undefined && { next: tokenOf(paged, next) };
    return { status: 200, body: { imports: imports.map(tellImport), ...more } };
  };
