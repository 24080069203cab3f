import { once, type Tellers } from '#common/inbound/tellers.ts';
import type { FactsOf } from '#common/integrity/unit-facts.ts';
import { chunksOf } from '#common/store/batches.ts';
import type { OwnPlace } from '#common/store/epc-places.ts';
import type { MayBeForeign } from '#common/store/foreign-units.ts';
import type { Registry, Tenant } from '#common/store/registry.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { instantOf } from '#shared/epcis/time.ts';
import { canonicalKey } from '#shared/gs1/canonical-epc.ts';
import { identify } from '#shared/gs1/identify.ts';
import { type Bond, couldTell, type Deed, mayTell } from '#shared/network/partner-authority.ts';
import type { Refusal } from '#shared/refusal.ts';
import type { AtHand } from './at-hand.ts';
import { bondsOf, isOvertaken } from './bonds-of.ts';
import { type Done, deedsOf, goesToUs, receivedAs, shippingDeed, type Who } from './deeds-of.ts';
import { lodgersOf, movesOf } from './moves-of.ts';
import { notItsName, notItsReceipt, notItsUnit } from './not-its-own.ts';
import type { Numbers } from './numbers-of.ts';
import { pastOf } from './past-of.ts';
import type { Placed } from './placed.ts';
import type { Found } from './takebacks.ts';

export interface DeedNeeds {
  readonly factsOf: FactsOf;
  readonly unitEvents: UnitEvents;
  readonly registry: Pick<Registry, 'location'>;
}

/** Units of ours that come back from, or are shipped on by, who never had them, as far as anybody told us. */
export interface Unheard {
  readonly deed: 'return' | 'ship';
  readonly epc: string;
  readonly index: number;
  readonly eventId: string;
}

/** What is against the deeds that events tell, and what is only to be asked about. */
export interface Deeds {
  readonly found: readonly Found[];
  readonly unheard: readonly Unheard[];
}

/** Units looked up together: two runs of a pool's numbers. */
const TOGETHER = 512;

/** What names the deeds of a document: who told what, and whose numbers are. */
export interface Asked {
  readonly by: Tellers;
  readonly numbers: Numbers;
  /** Where the ledger has units of a GTIN that no pool of ours issued. */
  readonly foreignOf: (gtin: string) => Promise<MayBeForeign>;
  /** What else the document told, as far as it was read. */
  readonly atHand: Pick<AtHand, 'of'>;
}

/** Units that are begun, ended, packed or shipped by who has nothing to do with them. */
export async function judgeDeeds(
  needs: DeedNeeds,
  asked: Asked,
  who: Who,
  events: readonly Placed[],
  idAt: (index: number) => string,
): Promise<Deeds> {
  const found = [...namelessShipments(who, events), ...(await receipts(needs, who, events))];
  const wanted = events.flatMap(({ index, event }) =>
    deedsOf(who, event).map(
      (one): Wanted => ({ ...one, index, at: instantOf(event.eventTime), isOut: !goesToUs(who, event) }),
    ),
  );
  if (wanted.length === 0) return { found, unheard: [] };
  // What is done to one unit is looked at together: its past is read once.
  const byUnit = Map.groupBy(wanted, ({ epc }) => epc);
  const places = await asked.numbers.placesOf([...byUnit.keys()]);
  const some = { who, byUnit, places };
  const [wrong, unheard] = [new Map<number, Refusal>(), new Map<string, Unheard>()];
  for (const epcs of chunksOf(inOrder([...byUnit.keys()], places), TOGETHER))
    for (const { index, epc, deed, bond, overtaken } of await bondless(needs, asked, some, epcs)) {
      if (deed === 'return' || deed === 'ship')
        unheard.set(`${deed} ${epc}`, { deed, epc, index, eventId: idAt(index) });
      else if (!wrong.has(index)) wrong.set(index, notItsUnit(index, { epc, deed, bond, overtaken }, who.partner));
    }
  return {
    found: [...found, ...[...wrong].map(([index, refusal]) => ({ index, refusal }))],
    unheard: [...unheard.values()],
  };
}

interface Wanted extends Done {
  readonly index: number;
  readonly at: number;
  /** The event does not give it to us. */
  readonly isOut: boolean;
}

/** A deed that its bond does not let the partner tell; `overtaken`: our own word stands against it. */
type Bondless = Wanted & { readonly bond: Bond; readonly overtaken: boolean };

type Places = ReadonlyMap<string, readonly OwnPlace[]>;

/** Deeds of a document by unit. */
interface Some {
  readonly who: Who;
  readonly byUnit: ReadonlyMap<string, readonly Wanted[]>;
  readonly places: Places;
}

/** What is done to units of ours without a bond that it takes. What comes back, or goes on, without one is among them. */
async function bondless(
  needs: DeedNeeds,
  { by, numbers, foreignOf, atHand }: Asked,
  { who, byUnit, places }: Some,
  epcs: readonly string[],
): Promise<Bondless[]> {
  const { tenant, partner } = who;
  const isPlaced = (epc: string) => (places.get(epc)?.length ?? 0) > 0;
  const facts = await needs.factsOf(
    tenant.tenant,
    epcs.filter((epc) => !isPlaced(epc)),
  );
  const isOurs = (epc: string) => isPlaced(epc) || facts.get(epc)?.claimed === true || isNumbered(tenant, epc);
  const judged = epcs
    .flatMap((epc) => byUnit.get(epc) ?? [])
    .filter(({ epc, deed }) => (isOurs(epc) || deed === 'ship-as-tenant') && couldTell(partner, deed));
  if (judged.length === 0) return [];
  const unitEvents = await withoutForeign(needs.unitEvents, foreignOf, epcs, places);
  const past = await pastOf(unitEvents, by, who, new Set(judged.map(({ epc }) => epc)));
  const now = atHand.of([...past.read, ...epcs]);
  const moves = movesOf(who, past, now, await lodgersOf(needs, who, past));
  const bondAt = bondsOf(who, past, moves);
  const found: Bondless[] = [];
  for (const one of judged) {
    const { epc, deed, at } = one;
    const told = bondAt(epc, deed === 'end' ? Number.POSITIVE_INFINITY : at);
    // Whose a number is decides where nothing was told of it.
    const bond: Bond = { ...told, numbered: !told.untouched || (await numbers.isIts(epc, places.get(epc) ?? [])) };
    // What comes back asks for a bond, though it is taken without one.
    const may = mayTell(partner, deed === 'return' ? 'ship' : deed, bond, gtinOf(epc));
    const overtaken = may && inOurName.includes(deed) && one.isOut && isOvertaken(who, moves(epc), at);
    if (!may || overtaken) found.push({ ...one, bond, overtaken });
  }
  return found;
}

/** What others are told by us. */
const inOurName: readonly Deed[] = ['ship-as-tenant', 'ship-for-tenant'];

/** Shipments that could be nobody's but the tenant's. */
const namelessShipments = (who: Who, events: readonly Placed[]): Found[] =>
  events.flatMap(({ index, event }) => {
    const deed = event.errorDeclaration === undefined ? shippingDeed(who, event) : undefined;
    const isIts = deed === undefined || couldTell(who.partner, deed);
    return isIts ? [] : [{ index, refusal: notItsName(index, who.partner) }];
  });

/** Receipts in our name by who receives nothing for us; in a place of ours where it is at home it does. */
async function receipts({ registry }: DeedNeeds, who: Who, events: readonly Placed[]): Promise<Found[]> {
  const { tenant, partner } = who;
  if (couldTell(partner, 'receive-as-tenant')) return [];
  const found: Found[] = [];
  const homeOf = once((gln) => registry.location(tenant.tenant, gln));
  for (const { index, event } of events) {
    const as = receivedAs(who, event);
    if (as === undefined) continue;
    const home = as === 'party' ? undefined : await homeOf(as.place);
    if (home?.partner !== partner.partner) found.push({ index, refusal: notItsReceipt(index, partner) });
  }
  return found;
}

/** Units by where they stand in pools, so that what is looked up together lies together; those of no pool at the end. */
function inOrder(epcs: readonly string[], places: Places): string[] {
  const placed = epcs.map((epc) => ({ epc, place: places.get(epc)?.[0] }));
  return placed.toSorted((a, b) => compared(a.place, b.place)).map(({ epc }) => epc);
}

function compared(a: OwnPlace | undefined, b: OwnPlace | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return a.pool === b.pool ? a.counter - b.counter : a.pool < b.pool ? -1 : 1;
}

/** Of packs with numbers of ours nothing is filed under their own names, unless something was captured before their pool was known: one look tells for a product. */
async function withoutForeign(
  unitEvents: UnitEvents,
  foreignOf: Asked['foreignOf'],
  epcs: readonly string[],
  places: Places,
): Promise<UnitEvents> {
  const gtins = new Set(epcs.flatMap((epc) => ((places.get(epc)?.length ?? 0) > 0 ? (gtinOf(epc) ?? []) : [])));
  const may = new Map<string, MayBeForeign>();
  for (const gtin of gtins) may.set(gtin, await foreignOf(gtin));
  const mayBeForeign = (epc: string) => {
    const gtin = gtinOf(epc);
    return (gtin === undefined ? undefined : may.get(gtin)?.(epc)) ?? true;
  };
  return (of, some, narrowed = {}) => unitEvents(of, some, { ...narrowed, mayBeForeign });
}

/** True for logistic units under a company prefix of the tenant, whoever's pools they come from. */
function isNumbered({ companyPrefixes }: Tenant, epc: string): boolean {
  const sscc = canonicalKey(epc)?.primary;
  return sscc?.ai === '00' && companyPrefixes.some((prefix) => sscc.value.startsWith(prefix, 1));
}

function gtinOf(epc: string): string | undefined {
  const key = identify(epc);
  return key.kind === 'sgtin' ? key.gtin : undefined;
}
