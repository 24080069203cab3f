import type { Postponed } from '#common/run-delivery.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { LotName } from '#common/store/lot-fates.ts';
import type { RegulatorAccesses } from '#common/store/regulator-accesses.ts';
import type { Regime } from '#shared/regimes/regime.ts';
import { regimeOf } from '#shared/regimes/regimes.ts';
import { isOfPacks, waitsForEach } from './told-rows.ts';

export interface BehindNeeds {
  readonly deliveries: Pick<Deliveries, 'ofLot'>;
  readonly accesses: Pick<RegulatorAccesses, 'get'>;
  /** Those that there are; absent: all of the installation. */
  readonly regimes?: readonly Regime[];
}

/** What the release of a lot has told a market of its packs. */
export const releaseRows = (rows: readonly Delivery[], market: string): Delivery[] =>
  rows.filter((row) => row.market === market && isOfPacks(row) && row.report?.act.startsWith('release:') === true);

/**
 * Of a market that stands behind another: it hears of a lot once that one has taken in the reports of its packs, or a person cancelled them. Where the tenant does not
 * report there, or nothing was planned there, there is nothing to wait for.
 */
export async function waitsBehind(needs: BehindNeeds, delivery: Delivery): Promise<Postponed | undefined> {
  const { tenant, market = '' } = delivery;
  const first = regimeOf(market, needs.regimes)?.behind;
  const lots = lotsOf(delivery);
  if (first === undefined || lots.length === 0) return undefined;
  if ((await needs.accesses.get(tenant, first)) === undefined) return undefined;
  for (const of of lots) {
    const open = waitsForEach(releaseRows(await needs.deliveries.ofLot(tenant, of), first));
    if (open !== undefined) return open;
  }
  return undefined;
}

function lotsOf({ subject: { gtin, lot }, report }: Delivery): readonly LotName[] {
  return report?.lots ?? (gtin === undefined || lot === undefined ? [] : [{ gtin, lot }]);
}
