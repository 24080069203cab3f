import type { Product } from '#shared/master-data/product.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import type { ReportData } from '#shared/regimes/regime.ts';
import { regimeOf, regimesOf } from '#shared/regimes/regimes.ts';
import type { MovedThing } from '#shared/regimes/reported.ts';
import type { Statement } from '#shared/regimes/statement.ts';
import { codeOf } from './code-of.ts';
import { type PartInside, partsAt } from './parts-at.ts';
import type { LotName } from './store/lot-fates.ts';
import type { Lots } from './store/lots.ts';
import type { Registry } from './store/registry.ts';
import type { UnitEvents } from './store/unit-events.ts';

export interface ThingsNeeds {
  readonly registry: Pick<Registry, 'productsEver'>;
  readonly lots: Pick<Lots, 'get'>;
  readonly unitEvents: UnitEvents;
}

/** What a person names, as a regulator is told of it. */
export interface StatedThings extends Required<Pick<ReportData, 'product'>> {
  readonly things: readonly MovedThing[];
  /** Of packs that are in them, where it is known. */
  readonly lots: readonly LotName[];
  readonly gtins: readonly string[];
}

/** A statement's things, and when it happened. */
export interface Named {
  readonly market: string;
  readonly of: Statement['of'];
  /** Canonical, none of them twice. */
  readonly epcs: readonly string[];
  /** ISO 8601. */
  readonly at: string;
}

const rule = 'a regulator is told of products in the tenant’s own master data';

/**
 * What things hold of products that the market's regulator hears of. Each has to hold some; of codes, the first alone: what takes its place need not be on
 * anything yet.
 */
export async function statedThings(
  needs: ThingsNeeds,
  tenant: string,
  { market, of, epcs, at }: Named,
): Promise<StatedThings | Refusal> {
  const products = await productsFor(needs, tenant, market);
  const { partsOf, expiryOf } = await partsAt(needs.unitEvents, tenant, epcs, at);
  const parts = epcs.map((epc) => partsOf(epc).filter(({ gtin }) => products.has(gtin)));
  const strange = parts.findIndex((some, i) => some.length === 0 && !(of === 'codes' && i > 0));
  const product = products.get(parts[0]?.[0]?.gtin ?? '');
  if (strange >= 0 || product === undefined)
    return refuse('not-found', `${epcs[Math.max(0, strange)]} holds nothing that market ${market} hears of`, {
      at: `/things/${Math.max(0, strange)}`,
      rule,
      remedy: 'name packs and packages of products in master data that are sold there; capture what a package holds',
    });
  const all = parts.flat();
  const expiries = await expiriesOf(needs, tenant, all);
  const things = epcs.flatMap((epc, i): MovedThing[] => {
    const code = codeOf(epc);
    return code === undefined ? [] : [thingOf(code, parts[i] ?? [], (name) => expiries.get(name) ?? expiryOf(...name))];
  });
  return { product, things, lots: lotsIn(all), gtins: [...new Set(all.map(({ gtin }) => gtin))].toSorted() };
}

type Name = readonly [gtin: string, lot: string];

function thingOf(
  code: MovedThing['code'],
  parts: readonly PartInside[],
  expiryFor: (name: Name) => string | undefined,
): MovedThing {
  const inside = parts.flatMap(({ gtin, lot, packs }) =>
    lot === undefined ? [] : [{ gtin, lot, packs, expiry: expiryFor([gtin, lot]) }],
  );
  const packsOfNoLot = parts.reduce((sum, { lot, packs }) => sum + (lot === undefined ? packs : 0), 0);
  return { code, inside, ...(packsOfNoLot > 0 && { packsOfNoLot }) };
}

function lotsIn(parts: readonly PartInside[]): LotName[] {
  const lots = new Map(
    parts.flatMap(({ gtin, lot }) => (lot === undefined ? [] : [[`${gtin} ${lot}`, { gtin, lot }] as const])),
  );
  return [...lots.values()];
}

/** Products of the tenant that the regime of a market applies to, by GTIN. */
export async function productsFor({ registry }: Pick<ThingsNeeds, 'registry'>, tenant: string, market: string) {
  const regime = regimeOf(market);
  const all = await registry.productsEver(tenant);
  const its = regime === undefined ? [] : all.filter(({ markets }) => regimesOf(markets, [regime]).length > 0);
  return new Map<string, Product>(its.map((product) => [product.gtin, product]));
}

/** Of lots that were made here, as they were ordered. */
async function expiriesOf({ lots }: ThingsNeeds, tenant: string, parts: readonly PartInside[]) {
  const expiries = new Map<string, string | undefined>();
  for (const { gtin, lot } of lotsIn(parts))
    expiries.set(`${gtin} ${lot}`, (await lots.get(tenant, gtin, lot))?.expiry);
  return { get: ([gtin, lot]: Name) => expiries.get(`${gtin} ${lot}`) };
}
