import type { Endpoint } from '#common/http.ts';
import type { auditPut } from '#common/store/audit.ts';
import type { SerialBlocks } from '#common/store/serial-blocks.ts';
import { findBlock, tellBlock } from './find-block.ts';

interface MoveNeeds {
  readonly blocks: Pick<SerialBlocks, 'get' | 'deliver' | 'close'>;
  /** The row of the audit trail. */
  readonly audit: (tenant: string, entry: Parameters<typeof auditPut>[2]) => ReturnType<typeof auditPut>;
  readonly now: () => Date;
}

/** Who asked has the numbers. Saying it again changes nothing, nor does saying it of a block that is closed. */
export const acknowledgeBlock =
  (needs: MoveNeeds): Endpoint =>
  async (request) => {
    const { requestId } = await findBlock(needs.blocks, request);
    await needs.blocks.deliver(request.tenant, requestId, needs.now());
    return { status: 200, body: tellBlock(await findBlock(needs.blocks, request)) };
  };

/** Nothing more of the block will be used, nor given back. Saying it again changes nothing. */
export const closeBlock =
  (needs: MoveNeeds): Endpoint =>
  async (request) => {
    const { requestId, pool } = await findBlock(needs.blocks, request);
    const { tenant, caller, home } = request;
    const at = needs.now();
    const told = { at: at.toISOString(), by: caller, home, act: 'block-closed', subject: `request ${requestId}` };
    await needs.blocks.close(tenant, requestId, at, [needs.audit(tenant, { ...told, detail: { pool } })]);
    return { status: 200, body: tellBlock(await findBlock(needs.blocks, request)) };
  };
