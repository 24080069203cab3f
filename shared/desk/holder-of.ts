import type { EpcisEvent, ObjectEvent } from '../epcis/event.ts';
import { canonicalEpc } from '../gs1/canonical-epc.ts';
import { aliveAfter } from '../trace/alive-after.ts';
import type { Step } from '../trace/journey.ts';
import { rolesOf } from '../trace/timeline.ts';

/** Who has a pack now, as far as events tell. It is with us where nothing else is said. */
export interface Holder {
  /** Canonical. */
  readonly party?: string;
  /** Where it went, of which no party is named: canonical. Whose it is the master data know. */
  readonly place?: string;
  /** It left, and no event says for whom. */
  readonly isUnnamed?: true;
  /** sent: on its way there · held: they have it, or never told otherwise · dispensed: with a patient · ended: destroyed, sampled, decommissioned. */
  readonly how: 'sent' | 'held' | 'dispensed' | 'ended';
  /** Ids of partners by whose word alone it went on since, though it neither came from them nor went to them. */
  readonly said?: readonly string[];
}

/** A partner whose document tells an event. */
export interface Teller {
  readonly id: string;
  /** Tells its own parties and places (canonical). */
  readonly is: (id: string) => boolean;
}

/** Who told a step; undefined: we did. */
export type TellerOf = (step: Step) => Teller | undefined;

type IsOwn = (party: string) => boolean;

const ours: Holder = { how: 'held' };
const gone = ['dispensing', 'retail_selling'];
const leaves = 'shipping';
const arrives = ['receiving', 'accepting'];

/**
 * Who has a pack at the end of its journey: the last party or place it was shipped to, or that received it. A voided shipment did not happen (CBV 2.0 §7.1,
 * void_shipping); what is declared an error counts for nothing. What one says of a movement between two others, or of a return of what others
 * have, is noted, and moves nothing.
 *
 * @param isOwn tells our own party (canonical)
 * @param tellerOf by default we told all of it
 */
export function holderOf(journey: readonly Step[], isOwn: IsOwn, tellerOf: TellerOf = () => undefined): Holder {
  const before: Holder[] = [ours];
  for (const step of journey) {
    const { happening, epc, through } = step;
    const { event } = happening.stored;
    if (happening.declarations.length > 0) continue;
    const last = before.at(-1) ?? ours;
    const teller = tellerOf(step);
    if (teller !== undefined && (isBetweenOthers(event, teller, isOwn) || isStrangers(event, teller, last, isOwn))) {
      before.splice(-1, 1, { ...last, said: [...new Set([...(last.said ?? []), teller.id])] });
      continue;
    }
    if (through.length === 0 && rolesOf(happening, epc).some((role) => aliveAfter(event, role) === false)) {
      before.push({ ...last, how: 'ended' });
      continue;
    }
    if (!isObserved(event)) continue;
    if (event.bizStep === 'void_shipping') {
      if (last.how === 'sent' && before.length > 1) before.pop();
    } else if (event.bizStep === leaves) before.push(takerOf(event, isOwn, 'sent') ?? { isUnnamed: true, how: 'sent' });
    else if (arrives.includes(event.bizStep ?? ''))
      before.push(takerOf(event, isOwn, 'held') ?? { ...(last.isUnnamed ? hereOf(event) : last), how: 'held' });
    else if (gone.includes(event.bizStep ?? '')) before.push({ ...last, how: 'dispensed' });
  }
  return before.at(-1) ?? ours;
}

/** True for an event by which goods change hands. */
export const movesOn = ({ happening: { stored, declarations } }: Pick<Step, 'happening'>): boolean =>
  declarations.length === 0 && isObserved(stored.event) && [leaves, ...arrives].includes(stored.event.bizStep ?? '');

/** True for goods that change hands, or are given out, where none of the hands are the teller's. Who hands over in our name was let. */
function isBetweenOthers(event: EpcisEvent, teller: Teller, isOwn: IsOwn): boolean {
  if (!isObserved(event)) return false;
  const step = event.bizStep ?? '';
  const [isLeaving, isLeft] = [step === leaves, [...arrives, ...gone].includes(step)];
  if (!isLeaving && !isLeft) return false;
  const sources = (event.sourceList ?? []).map(({ source }) => canonicalEpc(source));
  const destinations = (event.destinationList ?? []).map(({ destination }) => canonicalEpc(destination));
  const here = isLeft ? [event.bizLocation?.id, event.readPoint?.id].map((id) => (id ? canonicalEpc(id) : '')) : [];
  if ([...sources, ...destinations, ...here].some(teller.is)) return false;
  return isLeaving ? sources.length > 0 && !sources.some(isOwn) : !destinations.some(isOwn);
}

/** True for goods on their way back to us from somebody else than who has them: they may have gone from hand to hand untold, and are ours when we say that they came. */
function isStrangers(event: EpcisEvent, teller: Teller, { party, place }: Holder, isOwn: IsOwn): boolean {
  const holder = party ?? place;
  return (
    isObserved(event) &&
    event.bizStep === leaves &&
    takerOf(event, isOwn, 'sent') === ours &&
    holder !== undefined &&
    !teller.is(holder)
  );
}

const isObserved = (event: EpcisEvent): event is ObjectEvent =>
  event.type === 'ObjectEvent' && event.action === 'OBSERVE';

/** Who has goods answers for them, before who owns them; where no party is named, the place stands for whoever is there. */
function takerOf({ destinationList = [] }: ObjectEvent, isOwn: IsOwn, how: Holder['how']): Holder | undefined {
  const named = (role: string) => destinationList.find(({ type }) => type.endsWith(role))?.destination;
  const taker = named('possessing_party') ?? named('owning_party');
  const party = taker && canonicalEpc(taker);
  if (party !== undefined) return isOwn(party) ? ours : { party, how };
  const place = named('location');
  return place === undefined ? undefined : { place: canonicalEpc(place), how };
}

/** Where it came in, when nobody said for whom it had left. */
function hereOf({ bizLocation, readPoint }: ObjectEvent): Omit<Holder, 'how'> {
  const id = bizLocation?.id ?? readPoint?.id;
  return id === undefined ? { isUnnamed: true } : { place: canonicalEpc(id) };
}
