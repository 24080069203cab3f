import { planSubmissions } from '#common/plan-submissions.ts';
import { RELEASE } from '#common/store/told-packs.ts';
import type { Release } from '#shared/regimes/business-act.ts';
import { packedThere, toldAsPacked } from './packed-in.ts';
import type { PlanChangesNeeds } from './plan-changes.ts';
import { planLists, tellOnce } from './tell-once.ts';

/** Makes the reports due that the release of a lot wants, after those of `serials` were added to its packs that were not among them. How many reports that are. */
export async function planPacks(
  needs: PlanChangesNeeds,
  tenant: string,
  { product, lot, at }: Pick<Release, 'product' | 'lot' | 'at'>,
  serials: readonly string[],
): Promise<number> {
  const of = { gtin: product.gtin, lot: lot.lot };
  const as = (missing: readonly string[]) => toldAsPacked(needs, tenant, product, missing);
  const lists = await tellOnce(needs, tenant, of, RELEASE, serials, as);
  return planLists(needs, tenant, { of, act: RELEASE, lists }, (list) => {
    const units = { first: list.first, units: list.count, ...packedThere(list) };
    return planSubmissions(needs, tenant, { kind: 'release', product, lot, at, ...units }, list);
  });
}
