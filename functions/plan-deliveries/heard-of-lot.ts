import type { Deliveries } from '#common/store/deliveries.ts';
import type { LotName } from '#common/store/lot-fates.ts';
import type { Planned } from '#shared/regimes/planned.ts';

interface Needs {
  readonly deliveries: Pick<Deliveries, 'ofLot'>;
}

/**
 * Those of some regimes that hear more of a lot whose release is planned. One that hears of packing and is told for those tenants alone that set an access does only where
 * it heard of the release: the access may have been set since, and it knows none of the packs then.
 */
export async function heardOfLot(
  { deliveries }: Needs,
  tenant: string,
  of: LotName,
  regimes: readonly Planned[],
): Promise<readonly Planned[]> {
  const asks = ({ onAccess, packing }: Planned) => onAccess === true && packing === true;
  if (!regimes.some(asks)) return regimes;
  const rows = await deliveries.ofLot(tenant, of);
  const told = new Set(rows.flatMap(({ market, report }) => (report?.act.startsWith('release:') ? [market] : [])));
  return regimes.filter((regime) => !asks(regime) || told.has(regime.market));
}
