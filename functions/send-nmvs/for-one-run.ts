import { resultAt } from '#common/nmvs/bulk-objects.ts';
import { type OwnPackNeeds, ownPacks } from '#common/nmvs/own-packs.ts';
import { type StopNeeds, stopsOf } from '#common/nmvs/stopped-by-us.ts';
import type { MayBeForeign } from '#common/store/foreign-units.ts';
import type { NmvsBulk, NmvsPacks } from '#common/store/nmvs-packs.ts';
import type { Registry } from '#common/store/registry.ts';
import { kept } from './kept.ts';
import { type HubNeeds, toldToHub } from './told-to-hub.ts';

export interface RunNeeds extends OwnPackNeeds, StopNeeds, HubNeeds {
  readonly registry: Pick<Registry, 'product'>;
  readonly packs: Pick<NmvsPacks, 'get' | 'bulksOf'>;
}

/** Products and lots that are remembered. */
const MOST = 200;
/** Results of bulks: each has up to 100,000 packs. */
const MOST_RESULTS = 3;

/** What the causes of alerts are looked for with. What is read of a product, a lot or a bulk is kept for one run, for alerts come in storms. */
export function forOneRun<Needs extends RunNeeds>(needs: Needs) {
  const products = kept<Awaited<ReturnType<Registry['product']>>>(MOST);
  const foreign = kept<MayBeForeign>(MOST);
  const stops = kept<Awaited<ReturnType<typeof stopsOf>>>(MOST);
  const bulks = kept<NmvsBulk[]>(MOST);
  const results = kept<Awaited<ReturnType<typeof resultAt>>>(MOST_RESULTS);
  return {
    ...needs,
    registry: {
      product: (tenant: string, gtin: string) =>
        products(`${tenant}#${gtin}`, () => needs.registry.product(tenant, gtin)),
    },
    ownPacks: ownPacks({
      ...needs,
      foreign: (tenant, gtin) => foreign(`${tenant}#${gtin}`, () => needs.foreign(tenant, gtin)),
    }),
    stopsOf: (tenant: string, gtin: string) => stops(`${tenant}#${gtin}`, () => stopsOf(needs, tenant, gtin)),
    packs: {
      get: needs.packs.get,
      bulksOf: (...[tenant, of]: Parameters<NmvsPacks['bulksOf']>) =>
        bulks(`${tenant}#${of.country}#${of.product}#${of.lot}`, () => needs.packs.bulksOf(tenant, of)),
    },
    resultAt: (key: string) => results(key, () => resultAt(needs.evidence, key)),
    hub: toldToHub(needs),
  };
}
