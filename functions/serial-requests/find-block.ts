import type { Request } from '#common/http.ts';
import { mayTouch } from '#common/principal.ts';
import { Refused } from '#common/refused.ts';
import type { StoredBlock } from '#common/store/serial-block-row.ts';
import type { SerialBlocks } from '#common/store/serial-blocks.ts';
import { refuse } from '#shared/refusal.ts';

/** The block that a request's path names, if the caller may touch it; for others there is none. */
export async function findBlock(blocks: Pick<SerialBlocks, 'get'>, request: Request): Promise<StoredBlock> {
  const requestId = request.path['requestId'] ?? '';
  const block = await blocks.get(request.tenant, requestId);
  if (block !== undefined && mayTouch(request, touchedBy(block))) return block;
  throw new Refused(
    refuse('not-found', `no serial request ${requestId}`, {
      at: 'requestId',
      remedy: 'GET /api/serial-requests lists them',
    }),
  );
}

/** What a caller must be let to touch to see a block. */
export const touchedBy = ({ gtin, pool, site }: StoredBlock) => ({ gtin, pool, site });

/** A block as it is told. */
export function tellBlock({ fetchedTo: _, ...block }: StoredBlock) {
  return block;
}
