import * as v from 'valibot';
import type { Answer, Endpoint } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { mustTouch } from '#common/principal.ts';
import { readQueryString } from '#common/query-string.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import type { SerialImport, SerialImports } from '#common/store/serial-imports.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import type { ToldImport } from '#shared/messages/pools-api.ts';
import { refuse } from '#shared/refusal.ts';
import { touchedBy } from './list-pools.ts';

interface Needs {
  readonly imports: Pick<SerialImports, 'get' | 'list'>;
  readonly pools: Pick<SerialPools, 'get'>;
}

const wanted = v.object({
  limit: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(100)),
    '50',
  ),
});

/** Problems named in the answer to whoever waits; the import tells the first hundred. */
const MOST_NAMED = 20;

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

export const showImport =
  (needs: Needs): Endpoint =>
  async (request) => {
    const pool = await needs.pools.get(request.tenant, request.path['pool'] ?? '');
    mustTouch(request, touchedBy(pool));
    const importId = request.path['importId'] ?? '';
    const found = await needs.imports.get(request.tenant, pool.id, importId);
    if (found !== undefined) return { status: 200, body: tellImport(found) };
    throw new Refused(
      refuse('not-found', `pool ${pool.id} has no import ${importId}`, {
        at: 'importId',
        remedy: `GET /api/pools/${pool.id}/imports lists them`,
      }),
    );
  };

/** What whoever brings in a list is answered: created, still on its way, or refused with the lines that are wrong. */
export function answerImport(row: SerialImport): Answer {
  if (row.state === 'imported') return { status: 201, body: tellImport(row) };
  if (row.state !== 'refused') return { status: 202, body: tellImport(row) };
  const { problems = [], remedy = 'correct the list and import it under another id' } = row;
  const named = problems.slice(0, MOST_NAMED).map(({ line, detail }) => `line ${line}: ${detail}`);
  throw new Refused(
    refuse('malformed', named.join('; '), {
      at: `/${problems[0]?.line ?? 1}`,
      rule: 'GS1 GS §2.1: a GTIN and serial name one item; GET /api/profiles tells the rules of a market',
      remedy,
    }),
  );
}

/** An import as it is told: not where its bytes are. */
function tellImport({
  key: _,
  etag: _etag,
  bytes: _bytes,
  mediaType: _type,
  home: _home,
  ...told
}: SerialImport): ToldImport {
  return told;
}
