import { glnNamed } from '#common/inbound/parties.ts';
import { Refused } from '#common/refused.ts';
import type { Lots } from '#common/store/lots.ts';
import type { StoredBlock } from '#common/store/serial-block-row.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import type { ContentOf } from '#shared/mapping/exchange/families.ts';
import { refuse } from '#shared/refusal.ts';
import { profilesFor } from '#shared/serials/choose-pool.ts';
import { type Pool, spaceOf } from '#shared/serials/pool.ts';
import { orderNumberOf } from './find-order.ts';

export interface SameNeeds {
  readonly pools: Pick<SerialPools, 'get'>;
  readonly lots: Pick<Lots, 'ofOrder'>;
}

type Asked = ContentOf<'serial-request'>;

/**
 * Compares a request with the block that its id has already, by what the message itself says: which pool would be chosen now, and who may draw, may be another by then.
 *
 * @throws Refused `conflict` where the id stood for another request
 */
export async function mustBeSame(
  needs: SameNeeds,
  { tenant, partner }: { readonly tenant: string; readonly partner: string },
  block: StoredBlock,
  asked: Asked,
): Promise<void> {
  const [pool, lot] = await Promise.all([
    needs.pools.get(tenant, block.pool),
    block.order === undefined ? undefined : needs.lots.ofOrder(tenant, block.order),
  ]);
  const order = orderNumberOf(asked);
  const isForStock = order === undefined && asked.lot === undefined;
  const gln = asked.location === undefined ? undefined : glnNamed(asked.location);
  const same = {
    // A person may have drawn a block by the same name, for others.
    partner: block.partner === partner,
    Size: block.count === asked.size,
    ObjectKey: isOf(pool, asked),
    order: isForStock ? block.order === undefined : order === undefined || order === block.order,
    Lot: asked.lot === undefined || asked.lot === lot?.lot,
    // Numbers of an order go to its site, whatever place is named.
    Location: !isForStock || block.site === (gln ?? partner),
  };
  const differs = Object.entries(same).flatMap(([member, isSame]) => (isSame ? [] : [member]));
  if (differs.length === 0) return;
  throw new Refused(
    refuse(
      'conflict',
      `request ${asked.requestId} was for ${block.count} numbers, and differs in ${differs.join(', ')}`,
      {
        at: '/SerialRequest/RequestId',
        rule: 'Seriate: a request id stands for one request',
        remedy: 'use a new RequestId for another request',
      },
    ),
  );
}

/** True for numbers of a pool that a message may mean; containers without a prefix are those of its order. */
function isOf(pool: Pool, { idType, objectKey: { gtin, ssccPrefix, market } }: Asked): boolean {
  if ((idType === 'SSCC') !== (pool.kind === 'sscc')) return false;
  const space = idType === 'GTIN' ? gtin : ssccPrefix;
  if (space === undefined ? idType === 'GTIN' : space !== spaceOf(pool)) return false;
  return market === undefined || profilesFor(market).includes(pool.profile ?? '');
}
