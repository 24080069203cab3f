import type { Request } from '#common/http.ts';
import { mustTouch } from '#common/principal.ts';
import { Refused } from '#common/refused.ts';
import type { Lots } from '#common/store/lots.ts';
import type { SerialRequest } from '#shared/messages/site-api.ts';
import { refuse } from '#shared/refusal.ts';
import type { Pool } from '#shared/serials/pool.ts';

const PACKS = 'Seriate: a packer draws serials for orders that it packs';

/**
 * Under a grant serials are drawn for an order of one's own that is named, by whoever it is. For stock, without an order, only people and managing machines
 * draw, and only from a pool that the owner named in the grant.
 *
 * @throws Refused when no order is named, when it is not the caller's to pack at that site, or when the grant does not reach its lot
 */
export async function mustPack(
  { lots }: { readonly lots: Pick<Lots, 'assignedTo'> },
  request: Request,
  { order, site }: SerialRequest,
  pool: Pool,
): Promise<void> {
  const { tenant, home } = request;
  if (home === tenant) return;
  if (order === undefined) {
    if (isForStock(request, pool)) return;
    throw new Refused(withoutOrder(request, site, pool));
  }
  const lot = (await lots.assignedTo(tenant, site, home)).find((one) => one.order === order);
  if (lot === undefined)
    throw new Refused(
      refuse('not-found', `no order ${order} of ${tenant} is assigned to ${home} at ${site}`, {
        at: '/order',
        rule: PACKS,
        remedy: ordersAt(site),
      }),
    );
  // Numbers of containers have no product: they are drawn for that of the order.
  const { gtin } = pool.kind === 'sscc' ? lot : pool;
  mustTouch(request, { gtin, lot: lot.lot, pool: pool.id, site });
  if (request.within !== undefined && pool.kind === 'sscc' && !isNamed(request, pool) && lot.ssccPool !== pool.id)
    throw new Refused(otherContainers(request, pool, lot.ssccPool));
}

const isNamed = ({ within }: Pick<Request, 'within'>, { id }: Pool): boolean => within?.pools?.includes(id) === true;

/** A grant for lots is for what these need, and stock is for no lot. */
const isForStock = (request: Pick<Request, 'within' | 'role'>, pool: Pool): boolean =>
  request.role !== 'site' && isNamed(request, pool) && request.within?.lots === undefined;

const ordersAt = (site: string) => `GET /api/orders?site=${site}&state=assigned lists them`;

function withoutOrder({ tenant, role }: Request, site: string, { id }: Pool) {
  const stock = `; for stock, ${tenant} can grant pool ${id} by name (scope.pools)`;
  return refuse('malformed', 'who packs for another company names the order', {
    at: '/order',
    rule: PACKS,
    remedy: role === 'site' ? ordersAt(site) : ordersAt(site) + stock,
  });
}

const otherContainers = ({ tenant, home }: Request, { id }: Pool, own: string) =>
  refuse(
    'not-permitted',
    `the grant of ${tenant} names no pool ${id}, and the order takes its containers from ${own}`,
    {
      at: '/pool',
      rule: 'Seriate: numbers of containers have no product, so a narrowed grant reaches those of the order, or of a pool that it names',
      remedy: `draw from ${own}, or let an administrator of ${tenant} add the pool: PUT /api/grants/${home}`,
    },
  );
