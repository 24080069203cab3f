import type { AggregationEvent, EpcisEvent, ObjectEvent } from '../epcis/event.ts';
import { eventId } from '../epcis/event-id.ts';
import { spellingIn } from './mentions.ts';
import type { StoredEvent } from './stored-event.ts';

/**
 * What the events of a shipment say of the things that are in it, and of nothing else: a lot's commissioning names packs that go to others, and whoever gets some of
 * them has no business with the numbers of the rest. An event that is told whole keeps its id; a part of one is another event, whose id is its own hash (CBV 2.0 §8.9), so
 * that telling the same part again is telling the same event.
 *
 * @param events effective ones: how things came into being, were packed, and left
 * @param inside canonical spellings
 */
export function toldParts(events: readonly StoredEvent[], inside: ReadonlySet<string>): EpcisEvent[] {
  return events.flatMap((stored) => {
    const { event } = stored;
    const part = partOf(event, inside);
    if (part === undefined) return [];
    return part === event ? [wholeEvent(stored)] : [named(part)];
  });
}

/** An event under the id that it has here. */
export const wholeEvent = ({ eventId: id, event }: StoredEvent): EpcisEvent => ({
  ...event,
  eventID: event.eventID ?? id,
});

const named = (part: EpcisEvent): EpcisEvent => ({ ...part, eventID: eventId(part) });

function partOf(event: EpcisEvent, inside: ReadonlySet<string>): EpcisEvent | undefined {
  if (event.type === 'AggregationEvent') return packed(event, inside);
  return event.type === 'ObjectEvent' && event.action === 'ADD' ? begun(event, inside) : event;
}

function begun(event: ObjectEvent, inside: ReadonlySet<string>): EpcisEvent | undefined {
  const { epcList = [] } = event;
  const own = within(event, epcList, inside);
  if (own.length === epcList.length) return event;
  if (own.length === 0) return undefined;
  const part: ObjectEvent = { ...event, epcList: own };
  for (const name of Object.keys(part)) if (!isOfEach(name)) Reflect.deleteProperty(part, name);
  return part;
}

/**
 * Members that say something of each thing that begins. Of the batch as a whole are its orders, its parties, its measurements, a quantity of which nobody says whose it is,
 * and what the standard does not know: who gets a pack has no business with them.
 */
const ofEach = new Set([
  'type',
  'action',
  'epcList',
  'eventTime',
  'eventTimeZoneOffset',
  'recordTime',
  'bizStep',
  'disposition',
  'persistentDisposition',
  'readPoint',
  'bizLocation',
  'certificationInfo',
  'ilmd',
]);
const isOfEach = (name: string) => ofEach.has(name);

/** What was packed into a container that is not in the shipment has left it by then, or another event says where it went. */
function packed(event: AggregationEvent, inside: ReadonlySet<string>): EpcisEvent | undefined {
  const { parentID, childEPCs = [] } = event;
  if (parentID === undefined || within(event, [parentID], inside).length === 0) return undefined;
  const own = within(event, childEPCs, inside);
  if (own.length === childEPCs.length) return event;
  if (own.length === 0) return undefined;
  const { eventID: _, childQuantityList: __, ...rest } = event;
  return { ...rest, childEPCs: own };
}

function within(event: EpcisEvent, epcs: readonly string[], inside: ReadonlySet<string>): string[] {
  const spelling = spellingIn(event);
  return epcs.filter((epc) => inside.has(spelling(epc)));
}
