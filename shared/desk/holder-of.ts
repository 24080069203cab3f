import type { EpcisEvent, ObjectEvent } from '../epcis/event.ts';
import { canonicalEpc } from '../gs1/canonical-epc.ts';
import { aliveAfter } from '../trace/alive-after.ts';
import type { Step } from '../trace/journey.ts';
import { rolesOf } from '../trace/timeline.ts';
import { hasHandIn, type Standing, type Teller } from './has-hand-in.ts';
import { arrives, givenOut, type Holder, type IsOwn, isObserved, leaves, ours, placeOf, takerOf } from './taker-of.ts';

/** Who told a step; undefined: we did. */
export type TellerOf = (step: Step) => Teller | undefined;

/**
 * Who has a pack at the end of its journey: the last party or place it was shipped to, or that received it. A voided shipment did not happen (CBV 2.0 §7.1,
 * void_shipping); what is declared an error counts for nothing. What a partner says of packs in which it has no hand is noted, and moves nothing.
 *
 * @param isOwn tells our own parties and places (canonical)
 * @param tellerOf by default we told all of it
 */
export function holderOf(journey: readonly Step[], isOwn: IsOwn, tellerOf: TellerOf = () => undefined): Holder {
  const before: Standing[] = [atFirst];
  for (const step of journey) {
    const { happening, epc, through } = step;
    const { event } = happening.stored;
    if (happening.declarations.length > 0) continue;
    const now = before.at(-1) ?? atFirst;
    const teller = tellerOf(step);
    const lives = through.length === 0 ? rolesOf(happening, epc).map((role) => aliveAfter(event, role)) : [];
    const ends = lives.includes(false);
    if (teller !== undefined && !hasHandIn(event, ends, teller, now, isOwn)) {
      const { holder } = now;
      const said = [...new Set([...(holder.said ?? []), teller.id])];
      before.splice(-1, 1, { ...now, holder: { ...holder, said } });
    } else if (ends) before.push({ ...now, holder: { ...now.holder, how: 'ended' } });
    else if (lives.includes(true)) before.splice(-1, 1, { ...now, maker: teller?.id });
    else if (isObserved(event) && event.bizStep === 'void_shipping') {
      if (now.holder.how === 'sent' && before.length > 1) before.pop();
    } else if (isObserved(event)) {
      const holder = afterwards(event, now.holder, isOwn);
      if (holder !== undefined) before.push({ holder, named: endsOf(event, now), by: teller?.id });
    }
  }
  return before.at(-1)?.holder ?? ours;
}

const atFirst: Standing = { holder: ours, named: [] };

/** Who has it after it left, came in, or was given out; undefined where none of that happened. */
function afterwards(event: ObjectEvent, last: Holder, isOwn: IsOwn): Holder | undefined {
  const { bizStep = '' } = event;
  if (bizStep === leaves) return takerOf(event, isOwn, 'sent') ?? { isUnnamed: true, how: 'sent' };
  if (givenOut.includes(bizStep)) return { ...last, how: 'dispensed' };
  if (!arrives.includes(bizStep)) return undefined;
  const place = placeOf(event);
  const here: Omit<Holder, 'how'> = place === undefined ? { isUnnamed: true } : { place };
  const isHere = last.isUnnamed === true || (place !== undefined && isOwn(place));
  return takerOf(event, isOwn, 'held') ?? { ...(isHere ? here : last), how: 'held' };
}

/** Whom a shipment names; what came in stays theirs as well. */
function endsOf({ bizStep, destinationList = [] }: ObjectEvent, { named }: Standing): readonly string[] {
  const ends = destinationList.map(({ destination }) => canonicalEpc(destination));
  return bizStep === leaves || ends.length > 0 ? ends : named;
}

/** True for an event by which goods change hands. */
export const movesOn = ({ happening: { stored, declarations } }: Pick<Step, 'happening'>): boolean =>
  declarations.length === 0 && isMove(stored.event);

/** The same of an event that nobody declared an error. */
export const isMove = (event: EpcisEvent): boolean =>
  isObserved(event) && [leaves, ...arrives].includes(event.bizStep ?? '');
