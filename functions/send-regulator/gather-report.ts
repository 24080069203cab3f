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
  const row = orRefuse((await lots.get(tenant, gtin, lot)) ?? refuse('not-found', `no lot ${lot} of ${gtin}`));
  const { expiry, productVersion } = row;
  // A batch is bound to the version it was ordered with, whatever became of the product (EU Hub 1.14).
  const found =
    productVersion === undefined
      ? await registry.product(tenant, gtin)
      : await registry.productVersion(tenant, gtin, productVersion);
  const product = orRefuse(found ?? refuse('not-found', `no product ${gtin}`));
  const part = units && (await lotUnits(tenant, gtin, lot)).slice(units.first, units.first + units.count);
  const serials = (part ?? []).filter(({ exists }) => exists).map(({ serial }) => serial);
  return { product, lot: { lot, expiry }, serials };
}
