import type { Deliveries } from '#common/store/deliveries.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { NmvsPack, NmvsPacks } from '#common/store/nmvs-packs.ts';
import type { Registry } from '#common/store/registry.ts';
import { writeLink } from '#shared/gs1/key-link.ts';
import type { NmvsAlert } from '#shared/regimes/eu/nmvs/alert.ts';
import type { KnownFacts, KnownPack } from '#shared/regimes/eu/nmvs/probable-cause.ts';
import { suspectsOf } from '#shared/regimes/eu/nmvs/suspects.ts';
import { foldUnit } from '#shared/trace/fold-unit.ts';

export interface FactNeeds {
  readonly registry: Pick<Registry, 'product'>;
  readonly ledger: Pick<Ledger, 'eventsOf'>;
  readonly deliveries: Pick<Deliveries, 'list'>;
  readonly packs: Pick<NmvsPacks, 'get'>;
}

/** What the repository knows about the pack of an alert, and, where it knows none of that serial, about those that may have been meant. */
export async function knownFacts(needs: FactNeeds, tenant: string, alert: NmvsAlert): Promise<KnownFacts> {
  const { productCode: product, serial, batch, country } = alert;
  if ((await needs.registry.product(tenant, product)) === undefined) return { ownProduct: false };
  const pack = serial === undefined ? undefined : await packOf(needs, tenant, product, serial);
  const meant = serial === undefined || pack !== undefined ? [] : await meantBy(needs, tenant, product, serial);
  const lot = pack?.lot ?? meant[0]?.pack.lot ?? batch;
  const uploaded = lot === undefined ? undefined : await isUploaded(needs, tenant, product, lot);
  const changed = serial === undefined ? undefined : await needs.packs.get(tenant, { country, product, serial });
  return {
    ownProduct: true,
    meant,
    ...(pack !== undefined && { pack }),
    ...(uploaded !== undefined && { uploaded }),
    ...(changed !== undefined && { changed: changeTold(changed) }),
  };
}

const changeTold = ({ operation, person, since, state }: NmvsPack) => ({
  operation,
  by: person,
  at: new Date(since).toISOString(),
  isActive: state === 'ACTIVE',
});

async function packOf(
  { ledger }: FactNeeds,
  tenant: string,
  gtin: string,
  serial: string,
): Promise<KnownPack | undefined> {
  const epc = writeLink({ primary: { ai: '01', value: gtin }, qualifiers: [{ ai: '21', value: serial }] });
  const unit = foldUnit(epc, await ledger.eventsOf(tenant, epc));
  if (unit.exists === 'unknown') return undefined;
  const { lot, expiry } = unit;
  return { ...(lot !== undefined && { lot }), ...(expiry !== undefined && { expiry: expiry.slice(0, 10) }) };
}

async function meantBy(needs: FactNeeds, tenant: string, product: string, read: string) {
  const found: { serial: string; how: 'case' | 'keyboard' | 'separator'; detail: string; pack: KnownPack }[] = [];
  for (const suspect of suspectsOf(read)) {
    const pack = await packOf(needs, tenant, product, suspect.serial);
    if (pack !== undefined) found.push({ ...suspect, pack });
  }
  return found;
}

/** Undefined when nothing was ever to be reported of the lot: then it is not known here. */
async function isUploaded({ deliveries }: FactNeeds, tenant: string, gtin: string, lot: string) {
  const { deliveries: told } = await deliveries.list(tenant, {
    gtin,
    lot,
    kind: 'submission',
    market: 'eu',
    limit: 200,
  });
  return told.length === 0 ? undefined : told.every(({ state }) => state === 'acknowledged' || state === 'corrected');
}
