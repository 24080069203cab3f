import type { AggregationEvent, EpcisEvent, ObjectEvent } from '../../epcis/event.ts';
import { speller } from '../../epcis/spell-epcs.ts';
import { instantOf } from '../../epcis/time.ts';
import { translateEpcs } from '../../epcis/translate-epcs.ts';
import { canonicalEpc } from '../../gs1/canonical-epc.ts';
import { longestPrefix } from '../../gs1/company-prefix-table.ts';
import { identify } from '../../gs1/identify.ts';
import { ilmdText } from '../../trace/ilmd-text.ts';
import type { StoredEvent } from '../../trace/stored-event.ts';
import { sglnOf } from './sgln.ts';

/** Commissioning comes before packing and that before shipping, where the clock does not tell them apart. */
const phases = ['unit', 'case', 'logistic', 'packing', 'shipping'] as const;
type Phase = (typeof phases)[number];

interface Phased {
  readonly phase: Phase;
  readonly event: EpcisEvent;
}

/**
 * The events of a shipment as the guideline has them: units, cases and logistic units each commissioned by events of their own, packed, shipped, in
 * the order of happening. They tell of nothing but the goods that are shipped: neither of other units of an event or a case, nor what extensions and members of
 * EPCIS 2.0 say. Identifiers are EPC URNs, parties SGLNs.
 *
 * @param events the effective events of the shipment
 * @param inside what is shipped and all that is in it, canonical
 * @param prefixes company prefixes, for identifiers that are stored as Digital Links
 */
export function toldEvents(
  events: readonly StoredEvent[],
  inside: ReadonlySet<string>,
  prefixes: readonly string[],
): EpcisEvent[] {
  const spelling = { form: 'urn', companyPrefixes: longestPrefix(prefixes) } as const;
  const told = events.flatMap((stored) => partsOf(stored, inside));
  const placed = told.map((one) => ({ ...one, at: instantOf(one.event.eventTime) }));
  placed.sort((a, b) => a.at - b.at || phases.indexOf(a.phase) - phases.indexOf(b.phase));
  const { spell } = speller(spelling);
  return placed.map(({ event }) => withParties(translateEpcs(event, spell)));
}

/** The event that takes a shipment back, spelled likewise: that it was voided, or did not happen. */
export function toldRevocation(event: EpcisEvent, prefixes: readonly string[]): EpcisEvent[] {
  if (event.type !== 'ObjectEvent') return [];
  const { spell } = speller({ form: 'urn', companyPrefixes: longestPrefix(prefixes) });
  const { eventID, errorDeclaration, epcList } = event;
  const said = {
    ...(eventID !== undefined && { eventID }),
    ...(errorDeclaration !== undefined && { errorDeclaration }),
  };
  return [withParties(translateEpcs({ ...around(event), ...said, ...listOf(event, epcList) }, spell))];
}

/** True for the event by which goods leave. */
const isShipped = ({ action, bizStep }: ObjectEvent) => action === 'OBSERVE' && bizStep === 'shipping';

function partsOf({ event }: StoredEvent, inside: ReadonlySet<string>): Phased[] {
  if (event.type === 'AggregationEvent') return packed(event, inside);
  if (event.type !== 'ObjectEvent') return [];
  if (isShipped(event)) return [{ phase: 'shipping', event: { ...around(event), ...listOf(event, event.epcList) } }];
  return event.action === 'ADD' ? commissioned(event, inside) : [];
}

function commissioned(event: ObjectEvent, inside: ReadonlySet<string>): Phased[] {
  const all = event.epcList ?? [];
  const own = all.filter((epc) => inside.has(canonicalEpc(epc)));
  return [...Map.groupBy(own, levelOf)].map(([phase, epcs]) => {
    const ilmd = phase === 'logistic' ? {} : ilmdOf(event);
    const id = event.eventID !== undefined && epcs.length === all.length ? { eventID: event.eventID } : {};
    return { phase, event: { ...around(event), ...id, ...listOf(event, epcs), ...ilmd } };
  });
}

const listOf = ({ action }: ObjectEvent, epcList: readonly string[] | undefined) => ({
  type: 'ObjectEvent' as const,
  action,
  ...(epcList !== undefined && { epcList }),
});

function levelOf(epc: string): 'unit' | 'case' | 'logistic' {
  const identity = identify(epc);
  if (identity.kind !== 'sgtin') return 'logistic';
  return identity.gtin.startsWith('0') ? 'unit' : 'case';
}

function ilmdOf({ ilmd, '@context': context }: ObjectEvent) {
  const lot = ilmdText(ilmd, 'lotNumber', context);
  const expiry = ilmdText(ilmd, 'itemExpirationDate', context);
  if (lot === undefined && expiry === undefined) return {};
  return {
    ilmd: {
      ...(lot !== undefined && { 'cbvmda:lotNumber': lot }),
      ...(expiry !== undefined && { 'cbvmda:itemExpirationDate': expiry }),
    },
  };
}

/** Who is not in the shipment has left its container, or never was in one of it. */
function packed(event: AggregationEvent, inside: ReadonlySet<string>): Phased[] {
  const { type, action, parentID, childEPCs = [] } = event;
  if (parentID === undefined || !inside.has(canonicalEpc(parentID))) return [];
  const own = childEPCs.filter((epc) => inside.has(canonicalEpc(epc)));
  if (own.length === 0 && (childEPCs.length > 0 || action !== 'DELETE')) return [];
  const id = event.eventID !== undefined && own.length === childEPCs.length ? { eventID: event.eventID } : {};
  return [{ phase: 'packing', event: { ...around(event), ...id, type, action, parentID, childEPCs: own } }];
}

/** When, where, why and between whom. */
function around(event: ObjectEvent | AggregationEvent) {
  const { eventTime, eventTimeZoneOffset, bizStep, disposition, readPoint, bizLocation } = event;
  const { bizTransactionList, sourceList, destinationList } = event;
  return {
    eventTime,
    eventTimeZoneOffset,
    ...(bizStep !== undefined && { bizStep }),
    ...(disposition !== undefined && { disposition }),
    ...(readPoint !== undefined && { readPoint: { id: readPoint.id } }),
    ...(bizLocation !== undefined && { bizLocation: { id: bizLocation.id } }),
    ...(bizTransactionList !== undefined && { bizTransactionList }),
    ...(sourceList !== undefined && { sourceList }),
    ...(destinationList !== undefined && { destinationList }),
  };
}

function withParties(event: EpcisEvent): EpcisEvent {
  const { sourceList, destinationList } = event;
  return {
    ...event,
    ...(sourceList && { sourceList: sourceList.map((one) => ({ ...one, source: sglnOf(one.source) })) }),
    ...(destinationList && {
      destinationList: destinationList.map((one) => ({ ...one, destination: sglnOf(one.destination) })),
    }),
  };
}
