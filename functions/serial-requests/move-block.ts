import { entryOf } from '#common/entry-of.ts';
import type { Endpoint, Request } from '#common/http.ts';
import type { AuditRow, NewEntry } from '#common/store/audit.ts';
import type { StoredBlock } from '#common/store/serial-block-row.ts';
import type { SerialBlocks } from '#common/store/serial-blocks.ts';
import { findBlock, tellBlock } from './find-block.ts';

interface MoveNeeds {
  readonly blocks: Pick<SerialBlocks, 'get' | 'deliver' | 'close'>;
  /** The row of the audit trail. */
  readonly audit: (tenant: string, entry: NewEntry) => AuditRow;
  readonly now: () => Date;
}

/** Who asked has the numbers. Saying it again changes nothing, nor does saying it of a block that is closed. */
export const acknowledgeBlock =
  (needs: MoveNeeds): Endpoint =>
  async (request) => {
    const block = await findBlock(needs.blocks, request);
    const at = needs.now();
    await needs.blocks.deliver(request.tenant, block.requestId, at, [told(needs, request, block, 'delivered', at)]);
    return { status: 200, body: tellBlock(await findBlock(needs.blocks, request)) };
  };

/** Nothing more of the block will be used, nor given back. Saying it again changes nothing. */
export const closeBlock =
  (needs: MoveNeeds): Endpoint =>
  async (request) => {
    const block = await findBlock(needs.blocks, request);
    const at = needs.now();
    await needs.blocks.close(request.tenant, block.requestId, at, [told(needs, request, block, 'closed', at)]);
    return { status: 200, body: tellBlock(await findBlock(needs.blocks, request)) };
  };

function told({ audit }: MoveNeeds, who: Request, block: StoredBlock, did: 'delivered' | 'closed', at: Date): AuditRow {
  const detail = { pool: block.pool };
  const subject = `serial-request ${block.requestId}`;
  return audit(who.tenant, entryOf(who, at.toISOString(), `block-${did}`, subject, { detail }));
}
