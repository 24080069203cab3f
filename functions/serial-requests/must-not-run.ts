import type { Request } from '#common/http.ts';
import { Refused } from '#common/refused.ts';
import type { Lots } from '#common/store/lots.ts';
import type { StoredBlock } from '#common/store/serial-block-row.ts';
import { isAtItsLine } from '#shared/orders/is-at-its-line.ts';
import { refuse } from '#shared/refusal.ts';

/**
 * What a line has in hand is printed at any moment, and told of later: what becomes of its numbers only its site knows, until the line has closed the lot.
 *
 * @throws Refused for all others while the line has the order of the block
 */
export async function mustNotRun(
  { lots }: { readonly lots: Pick<Lots, 'ofOrder'> },
  { tenant, role }: Pick<Request, 'tenant' | 'role'>,
  { order }: Pick<StoredBlock, 'order'>,
): Promise<void> {
  if (role === 'site' || order === undefined) return;
  const lot = await lots.ofOrder(tenant, order);
  if (lot === undefined || !isAtItsLine(lot)) return;
  throw new Refused(
    refuse('conflict', `line ${lot.standing?.line ?? lot.line} packs order ${order} with these numbers now`, {
      at: '/',
      rule: 'Seriate: numbers of a lot are given back or destroyed once its line has closed it',
      remedy: 'wait until the lot is reported: what is left over then is listed by its reconciliation',
    }),
  );
}
