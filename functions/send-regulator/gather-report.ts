import type { LotUnits } from '#common/lot-units.ts';
import { orRefuse } from '#common/refused.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { Lots } from '#common/store/lots.ts';
import type { Registry } from '#common/store/registry.ts';
import { refuse } from '#shared/refusal.ts';
import type { Holder, Report, ReportData } from '#shared/regimes/regime.ts';

export interface GatherNeeds {
  readonly registry: Registry;
  readonly lots: Lots;
  readonly lotUnits: LotUnits;
}

/** Who reports. */
export async function holderOf(registry: Registry, tenant: string): Promise<Holder> {
  const { name, gln } = orRefuse((await registry.tenant(tenant)) ?? refuse('not-found', `no tenant ${tenant}`));
  return { tenant, name, gln };
}

/** Everything a report is written from, as it is now. Units that were decommissioned meanwhile are left out. */
export async function gatherReport(
  { registry, lots, lotUnits }: GatherNeeds,
  { tenant, subject }: Delivery,
  { units }: Pick<Report, 'units'>,
): Promise<Omit<ReportData, 'requestId' | 'holder'>> {
  const [gtin, lot] = [subject.gtin ?? '', subject.lot ?? ''];
  const product = orRefuse((await registry.product(tenant, gtin)) ?? refuse('not-found', `no product ${gtin}`));
  const { expiry } = orRefuse((await lots.get(tenant, gtin, lot)) ?? refuse('not-found', `no lot ${lot} of ${gtin}`));
  const part = units && (await lotUnits(tenant, gtin, lot)).slice(units.first, units.first + units.count);
  const serials = (part ?? []).filter(({ exists }) => exists).map(({ serial }) => serial);
  return { product, lot: { lot, expiry }, serials };
}
