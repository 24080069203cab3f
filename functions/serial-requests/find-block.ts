import type { Request } from '#common/http.ts';
import { mayTouch } from '#common/principal.ts';
import { Refused } from '#common/refused.ts';
import { isOwnBlock, type StoredBlock } from '#common/store/serial-block-row.ts';
import type { SerialBlocks } from '#common/store/serial-blocks.ts';
import { refuse } from '#shared/refusal.ts';

/** The block that a request's path names, if the caller may touch it; for others there is none. */
export async function findBlock(blocks: Pick<SerialBlocks, 'get'>, request: Request): Promise<StoredBlock> {
  const requestId = request.path['requestId'] ?? '';
  const block = await blocks.get(request.tenant, requestId);
  if (block !== undefined && maySee(request, block)) return block;
  throw new Refused(
    refuse('not-found', `no serial request ${requestId}`, {
      at: 'requestId',
      remedy: 'GET /api/serial-requests lists them',
    }),
  );
}

/** True for a block that the caller's own company asked for, or the caller's own tenant issued; and that its grant reaches. */
export const maySee = (caller: Pick<Request, 'tenant' | 'home' | 'within'>, block: StoredBlock): boolean =>
  isOwnBlock(caller, block) && mayTouch(caller, touchedBy(block));

const touchedBy = ({ gtin, pool, site }: StoredBlock) => ({ gtin, pool, site });

/** A block as it is told, without what became of its numbers. */
export function tellBlock({ fetchedTo: _, market: _market, ...block }: StoredBlock) {
  return block;
}
