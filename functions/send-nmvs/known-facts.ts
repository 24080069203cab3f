import type { OwnPacks } from '#common/nmvs/own-packs.ts';
import { firstStopped, type StopNeeds, type Stops } from '#common/nmvs/stopped-by-us.ts';
import { inLanes } from '#common/store/batches.ts';
import type { Registry } from '#common/store/registry.ts';
import type { NmvsAlert } from '#shared/regimes/eu/nmvs/alert.ts';
import type { KnownFacts, KnownPack } from '#shared/regimes/eu/nmvs/probable-cause.ts';
import { suspectsOf } from '#shared/regimes/eu/nmvs/suspects.ts';
import type { ToldToHub } from './told-to-hub.ts';
import { type ChangeNeeds, whoChanged } from './who-changed.ts';

export interface FactNeeds extends ChangeNeeds, Pick<StopNeeds, 'placesOf'> {
  readonly registry: Pick<Registry, 'product'>;
  readonly ownPacks: OwnPacks;
  readonly stopsOf: (tenant: string, gtin: string) => Promise<Stops>;
  readonly hub: ToldToHub;
}

type Named = Pick<NmvsAlert, 'productCode'> & { readonly serial: string };
/** By product and serial. */
type Packs = ReadonlyMap<string, KnownPack>;

/** Codes of a state that does not allow the change: nobody misread anything. */
const isOfState = ({ code }: NmvsAlert) => code === 'A24' || code === 'A7';

/**
 * What the repository knows about the packs of alerts, in their order, and, where it knows none of a serial, about those that may have been meant. The packs
 * of all are read together.
 */
export async function knownFacts(
  needs: FactNeeds,
  tenant: string,
  alerts: readonly NmvsAlert[],
): Promise<KnownFacts[]> {
  const products = [...new Set(alerts.map(({ productCode }) => productCode))];
  const known = await inLanes(products, (product) => needs.registry.product(tenant, product));
  const ours = new Set(products.filter((_, n) => known[n] !== undefined));
  const named = alerts.filter(({ productCode }) => ours.has(productCode)).flatMap(withSerial);
  const packs = await packsOf(needs, tenant, named);
  const strange = named.filter((alert) => !packs.has(nameOf(alert)) && !isOfState(alert));
  const suspected = strange.flatMap(({ productCode, serial }) =>
    suspectsOf(serial).map((one) => ({ productCode, serial: one.serial })),
  );
  const meant = await packsOf(needs, tenant, suspected);
  return inLanes(alerts, (alert) =>
    ours.has(alert.productCode) ? factsOf(needs, tenant, alert, { packs, meant }) : notOurs,
  );
}

const notOurs = Promise.resolve<KnownFacts>({ ownProduct: false });

const withSerial = (alert: NmvsAlert) => (alert.serial === undefined ? [] : [{ ...alert, serial: alert.serial }]);
const nameOf = ({ productCode, serial }: Named) => `${productCode}#${serial}`;

async function packsOf({ ownPacks }: FactNeeds, tenant: string, named: readonly Named[]): Promise<Packs> {
  const found = new Map<string, KnownPack>();
  for (const [productCode, some] of Map.groupBy(named, (one) => one.productCode)) {
    const serials = [...new Set(some.map(({ serial }) => serial))];
    for (const [serial, pack] of await ownPacks(tenant, productCode, serials))
      found.set(nameOf({ productCode, serial }), pack);
  }
  return found;
}

async function factsOf(
  needs: FactNeeds,
  tenant: string,
  alert: NmvsAlert,
  { packs, meant }: { readonly packs: Packs; readonly meant: Packs },
): Promise<KnownFacts> {
  const { productCode, serial, batch } = alert;
  const packNamed = (of: Packs, name: string) => of.get(nameOf({ productCode, serial: name }));
  const pack = serial === undefined ? undefined : packNamed(packs, serial);
  const known = { ownProduct: true, ...(pack !== undefined && { pack }) };
  if (isOfState(alert)) return { ...known, ...(await stateFacts(needs, tenant, alert, pack?.lot ?? batch)) };
  const suspects = serial === undefined || pack !== undefined ? [] : suspectsOf(serial);
  const found = suspects.flatMap((one) => {
    const other = packNamed(meant, one.serial);
    return other === undefined ? [] : [{ ...one, pack: other }];
  });
  const lot = pack?.lot ?? found[0]?.pack.lot ?? batch;
  // A serial that is none of ours was never to be uploaded: then it is asked whether the lot is known.
  const own = pack === undefined ? undefined : serial;
  const uploaded = lot === undefined ? undefined : await needs.hub.hasPack(tenant, { gtin: productCode, lot }, own);
  return { ...known, meant: found, ...(uploaded !== undefined && { uploaded }) };
}

/** Who brought it where it is: we, by recalling or withdrawing it or by a change, as far as we know. */
async function stateFacts(needs: FactNeeds, tenant: string, alert: NmvsAlert, lot: string | undefined) {
  const { productCode, serial = '' } = alert;
  const stops = before(alert.raisedAt, await needs.stopsOf(tenant, productCode));
  const stopped = await firstStopped(needs, tenant, productCode, stops, [{ serial, lot }]);
  const changed = await whoChanged(needs, tenant, alert, lot);
  return { ...(changed !== undefined && { changed }), ...(stopped !== undefined && { stopped: stopped.why }) };
}

/** What stood when the alert was raised. */
function before(raisedAt: string, { withdrawal, recalls }: Stops): Stops {
  const stood = ({ signature }: { readonly signature: { readonly at: string } }) =>
    Date.parse(signature.at) <= Date.parse(raisedAt);
  return {
    withdrawal: withdrawal !== undefined && stood(withdrawal) ? withdrawal : undefined,
    recalls: recalls.filter(stood),
  };
}
