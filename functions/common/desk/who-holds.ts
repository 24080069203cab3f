import { sha256 } from '#common/sha256.ts';
import type { HeldCount } from '#common/store/holders.ts';
import type { Registry } from '#common/store/registry.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { type Holder, holderOf } from '#shared/desk/holder-of.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { journeyOf } from '#shared/trace/journey.ts';
import { timelineOf } from '#shared/trace/timeline.ts';
import { lineageOf } from './lineage-of.ts';

export interface WhoHoldsNeeds {
  readonly registry: Pick<Registry, 'tenant' | 'partners'>;
  readonly unitEvents: UnitEvents;
}

/** What a holder is called in a count: `us`, the partner's id, or something that stands for a party that is no partner. */
export const US = 'us';

/** Packs (canonical EPCs) by who holds them now, with what is known of each. */
export interface Held {
  readonly holder: string;
  readonly count: HeldCount;
  readonly epcs: readonly string[];
}

/** Who holds these packs now, as our ledger tells: each pack's journey with all it was in. */
export async function whoHolds(
  { registry, unitEvents }: WhoHoldsNeeds,
  tenant: string,
  epcs: readonly string[],
): Promise<Held[]> {
  const [own, partners] = await Promise.all([registry.tenant(tenant), registry.partners(tenant)]);
  const ownParty = own && canonicalEpc(own.party);
  const byParty = new Map(partners.map((one) => [canonicalEpc(one.party), one]));
  const timeline = timelineOf(await lineageOf(unitEvents, tenant, epcs));
  const found = new Map<string, { count: HeldCount; epcs: string[] }>();
  for (const epc of epcs) {
    const at = holderOf(journeyOf(timeline, epc), (party) => party === ownParty);
    const [holder, known] = holderNamed(at, byParty);
    const one = found.get(holder) ?? { count: { ...known, sent: 0, held: 0, dispensed: 0, ended: 0 }, epcs: [] };
    found.set(holder, one);
    one.count = { ...one.count, [at.how]: one.count[at.how] + 1 };
    one.epcs.push(epc);
  }
  return [...found].map(([holder, { count, epcs: held }]) => ({ holder, count, epcs: held }));
}

function holderNamed(
  { party }: Holder,
  byParty: ReadonlyMap<string, Partner>,
): [string, Pick<HeldCount, 'partner' | 'party' | 'name'>] {
  if (party === undefined) return [US, { name: US }];
  const partner = byParty.get(party);
  if (partner !== undefined) return [partner.partner, { partner: partner.partner, party, name: partner.name }];
  return [`party-${sha256(party).slice(0, 16)}`, { party, name: party }];
}

/** Two counts of the same holder. */
export const addedCount = (a: HeldCount, b: HeldCount): HeldCount => ({
  ...a,
  sent: a.sent + b.sent,
  held: a.held + b.held,
  dispensed: a.dispensed + b.dispensed,
  ended: a.ended + b.ended,
});
