import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { ReportData } from '#shared/regimes/regime.ts';
import type { ReportedPlace } from '#shared/regimes/reported.ts';
import { ownParty, type PlaceNeeds, reportedPlace } from './reported-place.ts';
import { type Named, productsFor, type StatedThings, statedThings, type ThingsNeeds } from './stated-things.ts';
import type { Delivery } from './store/delivery-row.ts';
import type { Registry } from './store/registry.ts';

export interface StatedNeeds extends Omit<ThingsNeeds, 'registry'> {
  readonly registry: ThingsNeeds['registry'] & PlaceNeeds['registry'] & Pick<Registry, 'product'>;
}

/** The GLNs between which it is told; the tenant itself where none is named. */
export interface StatedEnds {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

type Data = Pick<ReportData, 'product' | 'movement' | 'document'>;

/** What a statement of things or codes is written from. */
export async function dataOfThings(
  needs: StatedNeeds,
  tenant: string,
  named: Named,
  ends: StatedEnds,
): Promise<(Data & Pick<StatedThings, 'lots' | 'gtins'>) | Refusal> {
  const found = await statedThings(needs, tenant, named);
  if (isRefusal(found)) return found;
  const { product, things, lots, gtins } = found;
  const between = await endsOf(needs, tenant, ends);
  return isRefusal(between) ? between : { product, movement: { ...between, documents: [], things }, lots, gtins };
}

/** What a statement about a report that the regulator has is written from. */
export async function dataOfDocument(
  needs: StatedNeeds,
  tenant: string,
  { subject, report, receipt = '', market = '' }: Delivery,
  ends: StatedEnds,
): Promise<Data | Refusal> {
  const own = subject.gtin === undefined ? undefined : await needs.registry.product(tenant, subject.gtin);
  const [any] = (await productsFor(needs, tenant, market)).values();
  const product = own ?? any;
  if (product === undefined) return refuse('not-found', `no product is sold in market ${market}`, { at: '/delivery' });
  const between = await endsOf(needs, tenant, ends);
  if (isRefusal(between)) return between;
  const document = { name: report?.name ?? '', receipt };
  return { product, movement: { ...between, documents: [], things: [] }, document };
}

async function endsOf(needs: StatedNeeds, tenant: string, { from, to }: StatedEnds) {
  const start = await placeAt(needs, tenant, from, '/from');
  if (isRefusal(start)) return start;
  const end = await placeAt(needs, tenant, to, '/to');
  return isRefusal(end) ? end : { from: start, to: end };
}

/** The place or party that a person names, or the tenant itself. */
async function placeAt(
  needs: StatedNeeds,
  tenant: string,
  gln: string | undefined,
  at: string,
): Promise<ReportedPlace | Refusal> {
  const found =
    gln === undefined
      ? await ownParty(needs, tenant)
      : await reportedPlace(needs, tenant, { places: [gln], parties: [] });
  return (
    found ??
    refuse('not-found', `neither a location nor a partner is known with GLN ${gln}`, {
      at,
      remedy: 'add the location or the partner, and have it approved',
    })
  );
}
