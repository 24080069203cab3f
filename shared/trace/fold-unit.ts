import type { EpcisEvent, ObjectEvent, TransformationEvent } from '../epcis/event.ts';
import { identify } from '../gs1/identify.ts';
import { aliveAfterAll } from './alive-after.ts';
import { attachedTo } from './attached-to.ts';
import { type Draft, takeCircumstances } from './circumstances.ts';
import { ilmdText } from './ilmd-text.ts';
import { linkedTransactions } from './linked-transactions.ts';
import { madeOf } from './made-of.ts';
import type { Role } from './mentions.ts';
import type { StoredEvent } from './stored-event.ts';
import { happeningsTo, rolesOf, type Timeline, timelineOf } from './timeline.ts';
import type { UnitState } from './unit-state.ts';

/**
 * What a unit is now. Order and repetition of `events` do not matter. To know that a parent was emptied as a whole, the
 * parent's events must be among them: a DELETE without children names no child.
 */
export const foldUnit = (epc: string, events: readonly StoredEvent[]): UnitState => unitAtEnd(timelineOf(events), epc);

/** The same from a timeline, which serves many units. */
export function unitAtEnd(timeline: Timeline, epc: string): UnitState {
  const identity = identify(epc);
  const state: Draft<UnitState> = { epc: identity.canonical, known: false, exists: 'unknown' };
  if (identity.kind === 'sgtin') state.gtin = identity.gtin;
  const flags = new Set<string>();
  for (const happening of happeningsTo(timeline, state.epc)) {
    const { event } = happening.stored;
    state.known = true;
    live(state, event, rolesOf(happening, state.epc));
    takeCircumstances(state, event);
    for (const flag of event.persistentDisposition?.unset ?? []) flags.delete(flag);
    for (const flag of event.persistentDisposition?.set ?? []) flags.add(flag);
    state.lastEventTime = event.eventTime;
  }
  const last = timeline.stays.get(state.epc)?.at(-1);
  if (last !== undefined && last.to === undefined) state.parent = last.parent;
  return { ...state, ...relations(timeline, state.epc, flags) };
}

function live(state: Draft<UnitState>, event: EpcisEvent, roles: readonly Role[]): void {
  const alive = aliveAfterAll(event, roles);
  if (alive === undefined) return;
  state.exists = alive ? 'commissioned' : 'decommissioned';
  if (alive && (event.type === 'ObjectEvent' || event.type === 'TransformationEvent')) describe(state, event);
}

function describe(state: Draft<UnitState>, { ilmd, '@context': context }: ObjectEvent | TransformationEvent): void {
  const lot = ilmdText(ilmd, 'lotNumber', context);
  const expiry = ilmdText(ilmd, 'itemExpirationDate', context);
  if (lot !== undefined) state.lot = lot;
  if (expiry !== undefined) state.expiry = expiry;
}

function relations(timeline: Timeline, epc: string, flags: ReadonlySet<string>): Partial<UnitState> {
  const attached = attachedTo(timeline, epc);
  const { madeFrom, madeInto } = madeOf(timeline, epc);
  const transactions = linkedTransactions(timeline, epc);
  return {
    ...(flags.size > 0 && { persistentDispositions: [...flags] }),
    ...(attached.length > 0 && { attachedTo: attached }),
    ...(madeFrom.length > 0 && { madeFrom }),
    ...(madeInto.length > 0 && { madeInto }),
    ...(transactions.length > 0 && { transactions }),
  };
}
