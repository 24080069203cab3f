import { destinationParties, glnNamed, handingOver, isPartners, isTenants } from '#common/inbound/parties.ts';
import type { Registry } from '#common/store/registry.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { type Step, stepsOf } from '#shared/integrity/unit-history.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import type { Move } from '#shared/network/fold-moves.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { AT_HAND, kindOf } from './at-hand.ts';
import type { Who } from './deeds-of.ts';
import { everAround, isIn, type Past, type Steps } from './past-of.ts';

/** Partners that are at home in places of ours, by GLN. */
export type Lodgers = ReadonlyMap<string, string>;

/** Who is at home in places of ours to which we say that goods went, or came: who keeps them there for us has them. */
export async function lodgersOf(
  { registry }: { readonly registry: Pick<Registry, 'location'> },
  { tenant }: Who,
  { events, tellers }: Past,
): Promise<Lodgers> {
  const found = new Map<string, string>();
  const told = events.filter(({ captureId, event }) => kindOf(event) !== undefined && !tellers.has(captureId));
  const glns = new Set(told.flatMap(({ event }) => [...endsOf(event), placeOf(event) ?? '']));
  for (const gln of [...glns].filter(isTenants(tenant))) {
    const partner = (await registry.location(tenant.tenant, gln))?.partner;
    if (partner !== undefined) found.set(gln, partner);
  }
  return found;
}

/**
 * Where units went, as everybody told it, with what they were in. Nobody is sent what was in a container by nothing but his own word; that he handed it on he may say in the
 * document at hand.
 *
 * @param atHand events of that document, each with an id
 */
export function movesOf(
  { tenant, partner }: Who,
  past: Past,
  atHand: readonly StoredEvent[],
  lodgers: Lodgers,
): (epc: string) => Move[] {
  const known = new Set(past.events.map(({ eventId }) => eventId));
  const now = atHand.filter(({ eventId, event }) => event.errorDeclaration !== undefined || !known.has(eventId));
  const all: Steps = now.length === 0 ? past.steps : stepsOf([...past.events, ...now]);
  const tellerOf = ({ captureId }: StoredEvent) =>
    captureId === AT_HAND ? partner.partner : past.tellers.get(captureId);
  const isOurs = isTenants(tenant);
  const moveOf = (epc: string, thing: string, { stored, at }: Step): Move[] => {
    const kind = kindOf(stored.event);
    if (kind === undefined || !isIn(epc, thing, at, all)) return [];
    const isTaker = takerIn(stored.event, kind, lodgers);
    const to = [...past.partners.values()].filter(
      (one) => isTaker(one) && isIn(epc, thing, at, past.told(one.partner, false)),
    );
    const toUs = goesTo(stored.event).some(isOurs);
    const from = handingOver(stored.event).flatMap((party) => glnNamed(party) ?? []);
    return [{ kind, at, teller: tellerOf(stored), to: to.map((one) => one.partner), toUs, from }];
  };
  const found = new Map<string, Move[]>();
  const movesIn = (epc: string) => {
    const moves = everAround(epc, all).flatMap((thing) =>
      (all.get(thing) ?? []).flatMap((step) => moveOf(epc, thing, step).map((move) => ({ id: step.stored, move }))),
    );
    // One event may name a unit and the case that it is in.
    const once = new Map(moves.map(({ id, move }) => [id.eventId, move]));
    return [...once.values()].toSorted((a, b) => a.at - b.at);
  };
  return (epc) => {
    const moves = found.get(epc) ?? movesIn(epc);
    found.set(epc, moves);
    return moves;
  };
}

/** The place in which an event happened. */
function placeOf(event: EpcisEvent): string | undefined {
  const { bizLocation, readPoint } = event;
  const id = bizLocation?.id ?? readPoint?.id;
  return id === undefined ? undefined : glnNamed(id);
}

const endsOf = ({ destinationList = [] }: EpcisEvent): string[] =>
  destinationList.map(({ destination }) => glnNamed(destination) ?? '');

/** GLNs of parties that it goes to, or where none is named, of places. */
function goesTo(event: EpcisEvent): string[] {
  const parties = destinationParties(event).flatMap((party) => glnNamed(party) ?? []);
  return parties.length > 0 ? parties : endsOf(event);
}

/** Who has it then: whom, or where, it goes to; of what came in and names nobody, who is at home there. */
function takerIn(event: EpcisEvent, kind: Move['kind'], lodgers: Lodgers): (partner: Partner) => boolean {
  const named = endsOf(event);
  const place = kind === 'receive' && named.length === 0 ? placeOf(event) : undefined;
  const ends = place === undefined ? named : [place];
  return (partner) => ends.some((gln) => isPartners(partner)(gln) || lodgers.get(gln) === partner.partner);
}
