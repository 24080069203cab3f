import type { EpcisEvent } from '../epcis/event.ts';
import { aliveAfter } from './alive-after.ts';
import type { Step } from './journey.ts';
import { rolesOf } from './timeline.ts';

/** What events last said of a thing, or of what it was in. */
export interface Circumstances {
  /** The last disposition that any event gave it. */
  readonly disposition?: string;
  /** The step of the last event that had one. */
  readonly bizStep?: string;
  /** Where it was last seen. */
  readonly readPoint?: string;
  /** Where it is; absent once an event happened to it that names no place (EPCIS 2.0 §7.4.2). */
  readonly bizLocation?: string;
}

export type Draft<State> = { -readonly [Field in keyof State]: State[Field] };

/** A disposition lasts until the next; a place named by no later event is unknown. */
export function takeCircumstances(state: Draft<Circumstances>, event: EpcisEvent): void {
  if (event.disposition !== undefined) state.disposition = event.disposition;
  if (event.bizStep !== undefined) state.bizStep = event.bizStep;
  if (event.readPoint !== undefined) state.readPoint = event.readPoint.id;
  if (event.bizLocation !== undefined) state.bizLocation = event.bizLocation.id;
  else delete state.bizLocation;
}

export interface EffectiveCircumstances extends Circumstances {
  /** Time of the last event of the journey. */
  readonly eventTime?: string;
  /** The container that it happened to; absent when it named the unit itself. */
  readonly through?: string;
}

/**
 * Circumstances of a unit as its whole journey tells them: what moves the pallet moves the packs on it. That a container began or ceased to
 * exist is its own affair.
 */
export function circumstancesOf(journey: readonly Step[]): EffectiveCircumstances {
  const state: Draft<EffectiveCircumstances> = {};
  for (const { happening, epc, through } of journey) {
    const { event } = happening.stored;
    if (happening.declarations.length > 0) continue;
    const inherited = through.length > 0;
    if (inherited && rolesOf(happening, epc).some((role) => aliveAfter(event, role) !== undefined)) continue;
    takeCircumstances(state, event);
    state.eventTime = event.eventTime;
    if (inherited) state.through = epc;
    else delete state.through;
  }
  return state;
}
