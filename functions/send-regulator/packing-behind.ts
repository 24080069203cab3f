import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import { allRegimes, regimeOf } from '#shared/regimes/regimes.ts';
import type { SendNeeds } from './submission.ts';
import { isOfPacks, waitsForEach, waitsForPacks } from './told-rows.ts';
import { releaseRows } from './waits-behind.ts';

interface Needs extends Pick<SendNeeds, 'regimes'> {
  readonly deliveries: Pick<Deliveries, 'ofLot'>;
}

/**
 * Ids of the reports that wait for a report of the release of their lot: with the last of those the regulator knows all packs, and they need not look for
 * themselves. Packing, where the market hears of it, and whatever is to be told of the lot to markets that stand behind this one.
 */
export const packingBehind =
  ({ deliveries, regimes = allRegimes }: Needs) =>
  async (taken: Delivery): Promise<string[]> => {
    const { tenant, market = '', subject } = taken;
    const { gtin, lot } = subject;
    if (gtin === undefined || lot === undefined || !isOfPacks(taken)) return [];
    const behind = regimes.filter((one) => one.behind === market).map((one) => one.market);
    const packs = regimeOf(market, regimes)?.packing === true;
    if (!packs && behind.length === 0) return [];
    const all = await deliveries.ofLot(tenant, { gtin, lot });
    const rows = all.filter((row) => row.market === market);
    const isOpen = waitsForEach(releaseRows(all, market)) !== undefined;
    const waiting = [
      ...(packs && waitsForPacks(rows) === undefined ? rows.filter(({ report }) => report?.tells === 'packing') : []),
      ...(isOpen ? [] : all.filter((row) => behind.includes(row.market ?? ''))),
    ];
    return waiting.filter(({ state }) => state === 'due').map(({ deliveryId }) => deliveryId);
  };
