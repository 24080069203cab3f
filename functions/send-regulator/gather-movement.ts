import { codeOf } from '#common/code-of.ts';
import { contentsAt } from '#common/contents-at.ts';
import { documentsOf, movementIn } from '#common/movement-in.ts';
import { type PartInside, partsAt } from '#common/parts-at.ts';
import { Refused } from '#common/refused.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { Lots } from '#common/store/lots.ts';
import type { Registry } from '#common/store/registry.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import type { Product } from '#shared/master-data/product.ts';
import { refuse } from '#shared/refusal.ts';
import type { Regime, ReportData } from '#shared/regimes/regime.ts';
import { regimeOf, regimesOf } from '#shared/regimes/regimes.ts';
import type { MovedThing } from '#shared/regimes/reported.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import { nestedIn } from './nested-in.ts';

export interface MovementNeeds {
  readonly registry: Registry;
  readonly lots: Pick<Lots, 'get'>;
  readonly ledger: Pick<Ledger, 'eventsById'>;
  readonly unitEvents: UnitEvents;
  /** Those of this installation when absent. */
  readonly regimes?: readonly Regime[];
}

/**
 * Things that moved, with what was in each of products that the market's regime applies to, and between whom it was.
 *
 * @param epcs canonical
 * @param only packs that it is about, by whatever name; all when absent. Regimes that want the contents of things are told of those alone
 * @throws Refused when the event does not stand any more, or it is not known any more between whom it was, or nothing is in them
 */
export async function movementAt(
  needs: MovementNeeds,
  { tenant, market = '', subject, report }: Delivery,
  epcs: readonly string[],
  only?: ReadonlySet<string>,
): Promise<Pick<ReportData, 'product' | 'movement'>> {
  const told = await needs.ledger.eventsById(tenant, subject.eventIds ?? []);
  const [stored] = report?.undo ? told : effectiveEvents(told);
  if (stored === undefined)
    throw new Refused(refuse('conflict', 'the event that this report tells of was declared an error', { remedy }));
  const { event } = stored;
  const ends = await movementIn(needs, tenant, event);
  if (ends === undefined || 'unknown' in ends)
    throw new Refused(
      refuse('conflict', ends?.unknown ?? 'it is not known any more between whom it was', { remedy: mend }),
    );
  const products = await productsOf(needs, tenant, market);
  const isWanted = regimeOf(market, needs.regimes)?.contents === true;
  const contents = isWanted ? await contentsAt(needs.unitEvents, tenant, epcs, event.eventTime) : undefined;
  const { partsOf, expiryOf } = contents ?? (await partsAt(needs.unitEvents, tenant, epcs, event.eventTime));
  const parts = epcs.map((epc) => partsOf(epc).filter(({ gtin }) => products.has(gtin)));
  const expiries = await expiriesOf(needs, tenant, parts.flat());
  const expiryFor = (gtin: string, lot: string) => expiries.get(`${gtin} ${lot}`) ?? expiryOf(gtin, lot);
  const things = epcs.flatMap((epc, i): MovedThing[] => {
    const code = codeOf(epc);
    const inside = (parts[i] ?? []).flatMap(({ gtin, lot, packs }) =>
      lot === undefined ? [] : [{ gtin, lot, packs, expiry: expiryFor(gtin, lot) }],
    );
    if (code === undefined) return [];
    const packsOfNoLot = (parts[i] ?? []).reduce((sum, { lot, packs }) => sum + (lot === undefined ? packs : 0), 0);
    if (contents === undefined) return [{ code, inside, ...(packsOfNoLot > 0 && { packsOfNoLot }) }];
    const nested = nestedIn(epc, { ...contents, expiryOf: expiryFor, isPack: (gtin) => products.has(gtin), only });
    return nested === undefined ? [] : [{ code, inside, nested }];
  });
  const product = products.get(parts.flat()[0]?.gtin ?? '');
  if (product === undefined)
    throw new Refused(refuse('conflict', 'nothing is in it any more that the regulator hears of', { remedy }));
  const { from, to } = ends;
  return { product, movement: { from, to, documents: documentsOf(event), things } };
}

const remedy = 'cancel the report: POST /api/deliveries/{deliveryId}/cancel';
const mend = 'add the location or the partner, and send the report again';

/** Products of the tenant that the regime of a market applies to, by GTIN. */
async function productsOf({ registry, regimes }: MovementNeeds, tenant: string, market: string) {
  const regime = regimeOf(market, regimes);
  const all = await registry.productsEver(tenant);
  const its = regime === undefined ? [] : all.filter(({ markets }) => regimesOf(markets, [regime]).length > 0);
  return new Map<string, Product>(its.map((product) => [product.gtin, product]));
}

/** Of lots that were made here, as they were ordered. */
async function expiriesOf({ lots }: MovementNeeds, tenant: string, parts: readonly PartInside[]) {
  const expiries = new Map<string, string | undefined>();
  for (const { gtin, lot } of parts) {
    if (lot === undefined || expiries.has(`${gtin} ${lot}`)) continue;
    expiries.set(`${gtin} ${lot}`, (await lots.get(tenant, gtin, lot))?.expiry);
  }
  return expiries;
}
