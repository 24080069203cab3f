import type { Product } from '#shared/master-data/product.ts';
import { planned as installed, type Planned, plannedOf } from '#shared/regimes/planned.ts';

export interface WhoWantsNeeds {
  readonly registry: { productsEver(tenant: string): Promise<readonly Product[]> };
  readonly regimes?: readonly Planned[];
}

/** A regime and the countries of each product that it applies to, by GTIN. */
export interface Wanting {
  readonly regime: Planned;
  readonly marketsOf: ReadonlyMap<string, readonly string[]>;
  /** National numbers of those that have some. */
  readonly numbersOf: ReadonlyMap<string, NonNullable<Product['nationalNumbers']>>;
}

/** True when some of these regimes applies to a product that the tenant has, or had. */
export async function someApply(
  { registry }: WhoWantsNeeds,
  tenant: string,
  regimes: readonly Planned[],
): Promise<boolean> {
  if (regimes.length === 0) return false;
  return (await registry.productsEver(tenant)).some(({ markets }) => plannedOf(markets, regimes).length > 0);
}

/**
 * The regimes that apply to products of the tenant and want to hear of its movements, or of what its packs are in. Where no regime does at all, nothing
 * is read.
 */
export async function whoWants(
  { registry, regimes = installed }: WhoWantsNeeds,
  tenant: string,
  what: 'movements' | 'packing',
): Promise<Wanting[]> {
  const wanting = regimes.filter((regime) => regime[what]);
  if (wanting.length === 0) return [];
  const products = await registry.productsEver(tenant);
  return wanting.flatMap((regime) => {
    const its = products.filter(({ markets }) => plannedOf(markets, [regime]).length > 0);
    const marketsOf = new Map(its.map(({ gtin, markets }) => [gtin, markets]));
    const numbersOf = new Map(
      its.flatMap(({ gtin, nationalNumbers }) => (nationalNumbers === undefined ? [] : [[gtin, nationalNumbers]])),
    );
    return marketsOf.size === 0 ? [] : [{ regime, marketsOf, numbersOf }];
  });
}
