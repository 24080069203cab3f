import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import { regimeOf } from '#shared/regimes/regimes.ts';
import type { SendNeeds } from './submission.ts';
import { isOfPacks, waitsForPacks } from './told-rows.ts';

interface Needs extends Pick<SendNeeds, 'regimes'> {
  readonly deliveries: Pick<Deliveries, 'ofLot'>;
}

/**
 * Ids of the packing reports that wait for a report of the release of their lot: with the last of those the regulator knows all packs, and they need not look for
 * themselves. None where the market does not hear of packing.
 */
export const packingBehind =
  ({ deliveries, regimes }: Needs) =>
  async (taken: Delivery): Promise<string[]> => {
    const { tenant, market = '', subject } = taken;
    const { gtin, lot } = subject;
    if (gtin === undefined || lot === undefined || !isOfPacks(taken) || !regimeOf(market, regimes)?.packing) return [];
    const rows = (await deliveries.ofLot(tenant, { gtin, lot })).filter((row) => row.market === market);
    if (waitsForPacks(rows) !== undefined) return [];
    return rows
      .filter(({ report, state }) => report?.tells === 'packing' && state === 'due')
      .map(({ deliveryId }) => deliveryId);
  };
