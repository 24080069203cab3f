import type { Request } from '#common/http.ts';
import { mustTouch } from '#common/principal.ts';
import { Refused } from '#common/refused.ts';
import { ID } from '#shared/id.ts';
import { refuse } from '#shared/refusal.ts';
import type { ImportedPool } from '#shared/serials/pool.ts';
import type { ListNeeds } from './list-needs.ts';
import { touchedBy } from './touched-by.ts';

/** The imported pool, and the import id, that a request names. */
export async function listOf(needs: ListNeeds, request: Request): Promise<{ pool: ImportedPool; importId: string }> {
  return { pool: await poolOf(needs, request), importId: importIdOf(request) };
}

async function poolOf(needs: ListNeeds, request: Request): Promise<ImportedPool> {
  const pool = await needs.pools.get(request.tenant, request.path['pool'] ?? '');
  mustTouch(request, touchedBy(pool));
  if (pool.kind === 'imported') return pool;
  throw new Refused(
    refuse('conflict', `pool ${pool.id} is of kind ${pool.kind} and makes its own serials`, {
      at: 'pool',
      rule: 'Seriate: lists come into imported pools',
      remedy: 'create a pool of kind "imported" for the list',
    }),
  );
}

function importIdOf({ path }: Request): string {
  const id = path['importId'] ?? '';
  if (ID.test(id)) return id;
  throw new Refused(
    refuse('malformed', 'the import id is none', { at: 'importId', remedy: 'choose 1 to 64 letters, digits or ._:-' }),
  );
}
