import type { EpcisEvent, ObjectEvent } from '../epcis/event.ts';
import { canonicalEpc } from '../gs1/canonical-epc.ts';
import { arrives, givenOut, type Holder, type IsOwn, isObserved, leaves, ours, placeOf, takerOf } from './taker-of.ts';

/** A partner whose document tells an event. */
export interface Teller {
  readonly id: string;
  /** Tells its own parties and places (canonical), and places in which it is at home by the master data. */
  readonly is: (id: string) => boolean;
  /** Tells places of ours (canonical) in which it keeps goods for us. */
  readonly keeps: (place: string) => boolean;
}

/** A pack at a moment of its journey. */
export interface Standing {
  readonly holder: Holder;
  /** All whom, and where, it last went to: canonical. */
  readonly named: readonly string[];
  /** Who told that; undefined: we did, or nothing was told. */
  readonly by?: string | undefined;
  /** The partner that brought it into being and hands it to nobody yet. */
  readonly maker?: string | undefined;
}

/**
 * True for what moves a pack by a partner's word: where it has it, or the last shipment named it. Of what is with us it moves what it ships in our name, which is looked at before
 * it is captured, or made itself. That we received it counts where we have it already, or where it keeps goods for us. All else is hearsay.
 */
export function hasHandIn(event: EpcisEvent, ends: boolean, teller: Teller, now: Standing, isOwn: IsOwn): boolean {
  const { holder, named, by } = now;
  const id = holder.party ?? holder.place;
  const isWithUs = id === undefined ? holder.isUnnamed !== true : isOwn(id) && !teller.is(id);
  const has = id !== undefined && teller.is(id);
  if (ends) return has || id === undefined || isWithUs;
  if (!isObserved(event)) return true;
  const { bizStep: step = '' } = event;
  if (step === 'void_shipping') return by === teller.id;
  if (step === leaves) return mayLeave(event, teller, now, { has, isWithUs }, isOwn);
  if (!arrives.includes(step) && !givenOut.includes(step)) return true;
  if (arrives.includes(step) && isToUs(event, isOwn)) return isWithUs || teller.keeps(placeOf(event) ?? '');
  return (holder.isUnnamed === true || has || named.some(teller.is)) && isAmong(event, teller);
}

function mayLeave(
  event: ObjectEvent,
  teller: Teller,
  { holder, maker }: Standing,
  { has, isWithUs }: { readonly has: boolean; readonly isWithUs: boolean },
  isOwn: IsOwn,
): boolean {
  const sources = (event.sourceList ?? []).map(({ source }) => canonicalEpc(source));
  const isParty = ({ type }: { readonly type: string }) => type.endsWith('_party');
  const isBlind = sources.length === 0 && !event.destinationList?.some(isParty);
  if (isWithUs)
    return (
      takerOf(event, isOwn, 'sent') === ours ||
      sources.some(isOwn) ||
      (sources.length === 0 && !isBlind) ||
      (maker === teller.id && sources.some(teller.is))
    );
  return (
    (has || holder.isUnnamed === true) && (sources.length === 0 || sources.some((one) => teller.is(one) || isOwn(one)))
  );
}

/** True for goods that come in to us, or to nobody in a place of ours. */
function isToUs(event: ObjectEvent, isOwn: IsOwn): boolean {
  const taker = takerOf(event, isOwn, 'held');
  const id = taker?.party ?? taker?.place ?? (taker === undefined ? placeOf(event) : undefined);
  return taker === ours || (id !== undefined && isOwn(id));
}

/** True where one of the ends, or the place, is the teller's. */
function isAmong(event: ObjectEvent, { is }: Teller): boolean {
  const { sourceList = [], destinationList = [], bizLocation, readPoint } = event;
  const ends = [
    ...sourceList.map(({ source }) => source),
    ...destinationList.map(({ destination }) => destination),
    ...[bizLocation?.id, readPoint?.id].flatMap((one) => one ?? []),
  ];
  return ends.map(canonicalEpc).some(is);
}
