import type { Delivery } from '#common/store/delivery-row.ts';
import type { Registry } from '#common/store/registry.ts';
import type { Regime } from '#shared/regimes/regime.ts';
import { regimeOf, regimesOf } from '#shared/regimes/regimes.ts';

/** GTINs, of packs and of what those are packed in, of products that the regulator of a delivery does not hear of. */
export async function strangersOf(
  { registry, regimes }: { readonly registry: Pick<Registry, 'productsEver'>; readonly regimes?: readonly Regime[] },
  { tenant, market = '' }: Delivery,
): Promise<ReadonlySet<string>> {
  const regime = regimeOf(market, regimes);
  if (regime === undefined) return new Set();
  const others = (await registry.productsEver(tenant)).filter(
    ({ markets }) => regimesOf(markets, [regime]).length === 0,
  );
  return new Set(others.flatMap(({ gtin, packaging = [] }) => [gtin, ...packaging.map((one) => one.gtin)]));
}
