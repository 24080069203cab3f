import type { StoredBlock } from '#common/store/serial-block-row.ts';
import type { SerialBlocks } from '#common/store/serial-blocks.ts';
import type { Lot } from '#shared/messages/lots-api.ts';

/** The blocks that a lot's numbers came from: those its line says it drew from, and those that were asked for its order. */
export async function findBlocks(
  blocks: Pick<SerialBlocks, 'get' | 'ofOrder'>,
  tenant: string,
  { order, pool, report }: Lot,
): Promise<{ readonly blocks: StoredBlock[]; readonly unknown: string[] }> {
  const named = [...new Set((report?.blocks ?? []).map(({ block }) => block))];
  const rows = await Promise.all(named.map((block) => blocks.get(tenant, block)));
  // The numbers of cases and pallets were asked for the order too, and are no units.
  const asked = (await blocks.ofOrder(tenant, order)).filter((block) => block.pool === pool);
  const known = rows.filter((row) => row !== undefined);
  const all = new Map([...known, ...asked].map((block) => [block.requestId, block]));
  const sorted = [...all.values()].sort((a, b) => a.first - b.first);
  return { blocks: sorted, unknown: named.filter((_, i) => rows[i] === undefined) };
}
