import { glnNamed, isTenants } from '#common/inbound/parties.ts';
import { tellers } from '#common/inbound/tellers.ts';
import { glnOf, type PlaceNeeds, reportedPlace } from '#common/reported-place.ts';
import { sha256 } from '#common/sha256.ts';
import type { HeldCount } from '#common/store/holders.ts';
import type { InboundDocuments } from '#common/store/inbound-documents.ts';
import type { Registry } from '#common/store/registry.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { holderOf } from '#shared/desk/holder-of.ts';
import type { Holder } from '#shared/desk/taker-of.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { journeyOf } from '#shared/trace/journey.ts';
import { timelineOf } from '#shared/trace/timeline.ts';
import { type FoundBy, isCountedHere } from './counted-once.ts';
import { isHidden, readLineage } from './lineage-of.ts';
import { tellersIn } from './tellers-in.ts';

export interface WhoHoldsNeeds {
  readonly registry: Pick<Registry, 'tenant' | 'partner' | 'partners' | 'location'>;
  readonly unitEvents: UnitEvents;
  /** By whose documents events came. */
  readonly inbound: Pick<InboundDocuments, 'get'>;
}

/** What holders are called in a count that are no partners; a partner is called by its id, which has no @ in it. */
export const US = '@us';
/** Nobody knows: it left for somebody whom no event names, or there were too many events to read. */
export const UNKNOWN = '@unknown';
export const OTHERS = '@others';

/** Packs (canonical EPCs) by who holds them now, with what is known of each. */
export interface Held {
  readonly holder: string;
  readonly count: HeldCount;
  readonly epcs: readonly string[];
  /** Packs that are counted where they were, and of which it says that they went on: it is told of them too. */
  readonly claimed: readonly string[];
}

/**
 * Who holds these packs now, as our ledger tells: each pack's journey with all it was in.
 *
 * @param foundBy events that they were found by: a pack that several events brought into being is counted at one of them
 */
export async function whoHolds(
  { registry, unitEvents, inbound }: WhoHoldsNeeds,
  tenant: string,
  epcs: readonly string[],
  foundBy?: FoundBy,
): Promise<Held[]> {
  const [own, partners] = await Promise.all([registry.tenant(tenant), registry.partners(tenant)]);
  const ownParty = own && canonicalEpc(own.party);
  const isTheirs = own === undefined ? () => false : isTenants(own);
  const parties = new Set(partners.map(({ party }) => canonicalEpc(party)));
  // A sister company under our company prefix may be a partner.
  const isOwn = (id: string) => id === ownParty || (!parties.has(id) && isTheirs(glnNamed(id) ?? ''));
  const nameOf = namer({ registry }, tenant, partners);
  const lineage = await readLineage(unitEvents, tenant, epcs);
  const timeline = timelineOf(lineage.events);
  const tellerOf = await tellersIn({ registry }, tellers({ registry, inbound }, tenant), own, lineage.events);
  const found = new Map<string, { count: HeldCount; epcs: string[]; claimed: string[] }>();
  const entryOf = ([holder, known]: Named) => {
    const one = found.get(holder) ?? { count: { ...known, ...none }, epcs: [], claimed: [] };
    found.set(holder, one);
    return one;
  };
  for (const epc of epcs) {
    if (foundBy !== undefined && !isCountedHere(timeline, epc, foundBy)) continue;
    const told = holderOf(journeyOf(timeline, epc), isOwn, tellerOf);
    const at: Holder = isHidden(timeline, epc, lineage) ? { isUnnamed: true, how: told.how } : told;
    const named = await nameOf(at);
    const one = entryOf(named);
    one.count = {
      ...addedSaid(
        one.count,
        told.said?.map((by) => ({ by, packs: 1 })),
      ),
      [at.how]: one.count[at.how] + 1,
    };
    one.epcs.push(epc);
    for (const by of told.said ?? []) {
      const partner = partners.find((each) => each.partner === by);
      if (partner === undefined || by === named[0]) continue;
      const sayer = entryOf(nameOfPartner(partner));
      sayer.count = { ...sayer.count, claimed: (sayer.count.claimed ?? 0) + 1 };
      sayer.claimed.push(epc);
    }
  }
  return [...found].map(([holder, { epcs: held, ...one }]) => ({ holder, ...one, epcs: held }));
}

type Named = readonly [holder: string, known: Pick<HeldCount, 'partner' | 'party' | 'name'>];

const us: Named = [US, { name: 'us' }];
const unknown: Named = [UNKNOWN, { name: 'unknown' }];
const none = { sent: 0, held: 0, dispensed: 0, ended: 0 };
const nameOfPartner = ({ partner, party, name }: Partner): Named => [
  partner,
  { partner, party: canonicalEpc(party), name },
];

/** Tells what a holder is called; each party and place is looked up once. */
function namer(needs: PlaceNeeds, tenant: string, partners: readonly Partner[]) {
  const byParty = new Map(partners.map((one) => [canonicalEpc(one.party), one]));
  const known = new Map<string, Promise<Named>>();
  return async ({ party, place, isUnnamed }: Holder): Promise<Named> => {
    const id = party ?? place;
    if (id === undefined) return isUnnamed ? unknown : us;
    const partner = byParty.get(id);
    if (partner !== undefined) return nameOfPartner(partner);
    const kind = party === undefined ? 'place' : 'party';
    const named = known.get(id) ?? namedBy(needs, tenant, id, kind);
    known.set(id, named);
    return named;
  };
}

/** By the master data of its GLN; what they do not know stands for itself. */
async function namedBy(needs: PlaceNeeds, tenant: string, id: string, kind: 'party' | 'place'): Promise<Named> {
  const gln = glnOf(id);
  const end = { places: [], parties: [], [kind === 'place' ? 'places' : 'parties']: gln === undefined ? [] : [gln] };
  const found = await reportedPlace(needs, tenant, end);
  if (found === undefined) return [`@${kind}-${sha256(id).slice(0, 16)}`, { party: id, name: id }];
  const { partner, name } = found;
  return partner === undefined ? us : [partner, { partner, party: id, name: name ?? partner }];
}

function addedSaid(count: HeldCount, more: HeldCount['said'] = []): HeldCount {
  if (more.length === 0) return count;
  const by = new Map((count.said ?? []).map((one) => [one.by, one.packs]));
  for (const { by: who, packs } of more) by.set(who, (by.get(who) ?? 0) + packs);
  return { ...count, said: [...by].map(([who, packs]) => ({ by: who, packs })) };
}

/** Two counts of the same holder. */
export const addedCount = (a: HeldCount, b: HeldCount): HeldCount => ({
  ...addedSaid(a, b.said),
  ...((a.claimed ?? b.claimed) !== undefined && { claimed: (a.claimed ?? 0) + (b.claimed ?? 0) }),
  sent: a.sent + b.sent,
  held: a.held + b.held,
  dispensed: a.dispensed + b.dispensed,
  ended: a.ended + b.ended,
});
