import type { AggregationEvent, EpcisEvent, ObjectEvent, TransformationEvent } from '../epcis/event.ts';
import { canonicalEpc } from '../gs1/canonical-epc.ts';
import { identify } from '../gs1/identify.ts';
import { aliveAfter } from './alive-after.ts';
import { effectiveEvents } from './effective-events.ts';
import { emptiesParent } from './empties-parent.ts';
import { ilmdText } from './ilmd-text.ts';
import { mentionsOf, type Role } from './mentions.ts';
import type { StoredEvent } from './stored-event.ts';
import type { UnitState } from './unit-state.ts';

type Draft = { -readonly [Field in keyof UnitState]: UnitState[Field] };

/**
 * What a unit is now. Order and repetition of `events` do not matter. To know that a parent was emptied as a whole, the
 * parent's events must be among them: a DELETE without children names no child.
 */
export function foldUnit(epc: string, events: readonly StoredEvent[]): UnitState {
  const identity = identify(epc);
  const state: Draft = { epc: identity.canonical, known: false, exists: 'unknown' };
  if (identity.kind === 'sgtin') state.gtin = identity.gtin;
  for (const { event } of effectiveEvents(events)) apply(state, event);
  return state;
}

function apply(state: Draft, event: EpcisEvent): void {
  const roles = mentionsOf(event).flatMap(({ epc, role }) => (epc === state.epc ? [role] : []));
  if (event.type === 'AggregationEvent') pack(state, event, roles);
  if (roles.length === 0) return;
  state.known = true;
  for (const role of roles) live(state, event, role);
  circumstances(state, event);
}

/** DELETE takes out of the named parent only: a late unpacking must not empty the parent that came after. */
function pack(state: Draft, event: AggregationEvent, roles: readonly Role[]): void {
  const parent = event.parentID === undefined ? undefined : canonicalEpc(event.parentID);
  if (event.action === 'ADD' && parent !== undefined && roles.includes('child')) state.parent = parent;
  if (event.action !== 'DELETE' || parent !== state.parent) return;
  if (roles.includes('child') || emptiesParent(event)) delete state.parent;
}

function live(state: Draft, event: EpcisEvent, role: Role): void {
  const alive = aliveAfter(event, role);
  if (alive === undefined) return;
  state.exists = alive ? 'commissioned' : 'decommissioned';
  if (alive && (event.type === 'ObjectEvent' || event.type === 'TransformationEvent')) describe(state, event);
}

function describe(state: Draft, { ilmd, '@context': context }: ObjectEvent | TransformationEvent): void {
  const lot = ilmdText(ilmd, 'lotNumber', context);
  const expiry = ilmdText(ilmd, 'itemExpirationDate', context);
  if (lot !== undefined) state.lot = lot;
  if (expiry !== undefined) state.expiry = expiry;
}

/** A disposition lasts until the next; a place named by no later event is unknown (EPCIS 2.0 §7.4.2). */
function circumstances(state: Draft, event: EpcisEvent): void {
  state.lastEventTime = event.eventTime;
  if (event.disposition !== undefined) state.disposition = event.disposition;
  if (event.bizStep !== undefined) state.bizStep = event.bizStep;
  if (event.readPoint !== undefined) state.readPoint = event.readPoint.id;
  if (event.bizLocation !== undefined) state.bizLocation = event.bizLocation.id;
  else delete state.bizLocation;
}
