import { planSubmissions } from '#common/plan-submissions.ts';
import { RELEASE } from '#common/store/told-packs.ts';
import type { Release } from '#shared/regimes/business-act.ts';
import { plannedOf } from '#shared/regimes/planned.ts';
import { packedIn } from './packed-in.ts';
import type { PlanChangesNeeds } from './plan-changes.ts';
import { tellOnce } from './tell-once.ts';

/** Makes the reports due that the release of a lot wants, after those of `serials` were added to its packs that were not among them. How many reports that are. */
export async function planPacks(
  needs: PlanChangesNeeds,
  tenant: string,
  { product, lot, at }: Pick<Release, 'product' | 'lot' | 'at'>,
  serials: readonly string[],
): Promise<number> {
  const of = { gtin: product.gtin, lot: lot.lot };
  const country = await countryOf(needs, tenant, product, serials);
  let planned = 0;
  for (const list of await tellOnce(needs, tenant, of, RELEASE, serials)) {
    const units = { first: list.first, units: list.count, ...(country !== undefined && { packedIn: country }) };
    const release = { kind: 'release', product, lot, at, ...units } as const;
    planned += await planSubmissions(needs, tenant, release, list);
  }
  return planned;
}

/** Only those who hear of movements ask where a lot was packed: from abroad it comes into circulation when it comes. */
async function countryOf(
  needs: PlanChangesNeeds,
  tenant: string,
  { gtin, markets }: Release['product'],
  [serial]: readonly string[],
): Promise<string | undefined> {
  const asks = plannedOf(markets, needs.regimes).some(({ movements = false }) => movements);
  return asks && serial !== undefined ? packedIn(needs, tenant, { gtin, serial }) : undefined;
}
