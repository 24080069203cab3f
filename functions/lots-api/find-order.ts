import type { Request } from '#common/http.ts';
import { Refused } from '#common/refused.ts';
import { packerOf } from '#common/store/lot-keys.ts';
import type { Lot, Lots } from '#common/store/lots.ts';
import { refuse } from '#shared/refusal.ts';
import { maySee } from './may-see.ts';

/**
 * The lot of the order that a path names.
 *
 * @throws Refused `not-found` when there is none, or none that the caller may see
 */
export async function findOrder(lots: Pick<Lots, 'ofOrder'>, request: Request): Promise<Lot> {
  const order = request.path['order'] ?? '';
  const lot = await lots.ofOrder(request.tenant, order);
  if (lot !== undefined && maySee(request, lot)) return lot;
  throw new Refused(refuse('not-found', `no order ${order}`, { at: '/', remedy: 'GET /api/orders lists them' }));
}

/** Throws Refused `not-permitted` unless the order is packed by the tenant that the caller belongs to. @param does what only the packer does */
export function mustPackIt(
  { home }: Pick<Request, 'home'>,
  lot: Pick<Lot, 'owner' | 'packer' | 'order'>,
  does: string,
) {
  const packer = packerOf(lot);
  if (packer === home) return;
  throw new Refused(
    refuse('not-permitted', `order ${lot.order} is packed by ${packer}, not by ${home}`, {
      at: '/',
      rule: `Seriate: ${does}`,
      remedy: `have a client of ${packer} send it`,
    }),
  );
}
