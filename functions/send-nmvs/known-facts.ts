import type { Ledger } from '#common/store/ledger.ts';
import type { Registry } from '#common/store/registry.ts';
import { writeLink } from '#shared/gs1/key-link.ts';
import type { NmvsAlert } from '#shared/regimes/eu/nmvs/alert.ts';
import type { KnownFacts, KnownPack } from '#shared/regimes/eu/nmvs/probable-cause.ts';
import { suspectsOf } from '#shared/regimes/eu/nmvs/suspects.ts';
import { foldUnit } from '#shared/trace/fold-unit.ts';
import type { ToldToHub } from './told-to-hub.ts';
import { type ChangeNeeds, whoChanged } from './who-changed.ts';

export interface FactNeeds extends ChangeNeeds {
  readonly registry: Pick<Registry, 'product'>;
  readonly ledger: Pick<Ledger, 'eventsOf'>;
  readonly hub: ToldToHub;
}

/** What the repository knows about the pack of an alert, and, where it knows none of that serial, about those that may have been meant. */
export async function knownFacts(needs: FactNeeds, tenant: string, alert: NmvsAlert): Promise<KnownFacts> {
  const { productCode: product, serial, batch } = alert;
  if ((await needs.registry.product(tenant, product)) === undefined) return { ownProduct: false };
  const pack = serial === undefined ? undefined : await packOf(needs, tenant, product, serial);
  const known = { ownProduct: true, ...(pack !== undefined && { pack }) };
  if (alert.code === 'A24' || alert.code === 'A7') {
    const changed = await whoChanged(needs, tenant, alert, pack?.lot ?? batch);
    return { ...known, ...(changed !== undefined && { changed }) };
  }
  const meant = serial === undefined || pack !== undefined ? [] : await meantBy(needs, tenant, product, serial);
  const lot = pack?.lot ?? meant[0]?.pack.lot ?? batch;
  // A serial that is none of ours was never to be uploaded: then it is asked whether the lot is known.
  const own = pack === undefined ? undefined : serial;
  const uploaded = lot === undefined ? undefined : await needs.hub.hasPack(tenant, { gtin: product, lot }, own);
  return { ...known, meant, ...(uploaded !== undefined && { uploaded }) };
}

async function packOf(
  { ledger }: FactNeeds,
  tenant: string,
  gtin: string,
  serial: string,
): Promise<KnownPack | undefined> {
  const epc = writeLink({ primary: { ai: '01', value: gtin }, qualifiers: [{ ai: '21', value: serial }] });
  const unit = foldUnit(epc, await ledger.eventsOf(tenant, epc));
  if (unit.exists === 'unknown') return undefined;
  const { lot, expiry, exists, lastEventTime } = unit;
  return {
    ...(lot !== undefined && { lot }),
    ...(expiry !== undefined && { expiry: expiry.slice(0, 10) }),
    ...(exists === 'decommissioned' && lastEventTime !== undefined && { endedAt: lastEventTime }),
  };
}

async function meantBy(needs: FactNeeds, tenant: string, product: string, read: string) {
  const found: { serial: string; how: 'case' | 'keyboard' | 'separator'; detail: string; pack: KnownPack }[] = [];
  for (const suspect of suspectsOf(read)) {
    const pack = await packOf(needs, tenant, product, suspect.serial);
    if (pack !== undefined) found.push({ ...suspect, pack });
  }
  return found;
}
