import type { Endpoint } from '#common/http.ts';
import { mustTouch } from '#common/principal.ts';
import { Refused } from '#common/refused.ts';
import type { SerialImports } from '#common/store/serial-imports.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import { refuse } from '#shared/refusal.ts';
import { tellImport } from './answer-import.ts';
import { touchedBy } from './touched-by.ts';

interface Needs {
  readonly imports: Pick<SerialImports, 'get'>;
  readonly pools: Pick<SerialPools, 'get'>;
}

/** How one import of a pool stands. */
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
