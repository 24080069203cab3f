import type { EpcisDocument, EpcisHead } from '../../epcis/document.ts';
import type { EpcisEvent } from '../../epcis/event.ts';
import { eventAsJson } from '../../epcis/event-as-json.ts';
import { changesOwner } from '../../epcis/validation/dscsa/ownership.ts';
import { xmlWriter } from '../../epcis/xml/write-xml-document.ts';
import { isRefusal, type Refusal } from '../../refusal.ts';
import { guidelineVersion, LEGAL_NOTICE, type UsRelease, usContext } from './guideline.ts';
import { masterDataOf, type UsMasterData } from './master-data.ts';

/** What a document for a partner is written from. */
export interface UsShipment {
  readonly release: UsRelease;
  /** As `toldEvents` has them. */
  readonly events: readonly EpcisEvent[];
  /** When the latest of them was recorded: the same shipment is dated the same whenever it is written. ISO 8601. */
  readonly recordedAt: string;
  /** Names the document for ever: receivers apply one InstanceIdentifier once. */
  readonly instance: string;
  readonly masterData: UsMasterData;
  /** Shipments that the events are about without being one: their parties exchange the document. */
  readonly between?: readonly EpcisEvent[];
}

/**
 * The document of a shipment after the GS1 US guideline R1.2 or R1.3 (EPCIS 1.2). The same shipment and master data give the same document. What is not known is left out; `validateUsDocument` says what is missing.
 */
export function usShipment({
  release,
  events,
  recordedAt,
  instance,
  masterData,
  between = [],
}: UsShipment): EpcisDocument {
  const version = guidelineVersion[release];
  const lists = masterDataOf(events, masterData);
  return {
    form: 'EPCISDocument',
    schemaVersion: '1.2',
    creationDate: recordedAt,
    ...partiesOf([...between, ...events]),
    instanceIdentifier: instance,
    context: usContext,
    ...(lists.length > 0 && { masterData: lists }),
    headerExtensions: {
      ...(version !== undefined && { 'gs1ushc:guidelineVersion': version }),
      ...(isSale(events) && { 'gs1ushc:dscsaTransactionStatement': statement }),
    },
    events,
  };
}

const statement = { 'gs1ushc:affirmTransactionStatement': 'true', 'gs1ushc:legalNotice': LEGAL_NOTICE } as const;

const isSale = (events: readonly EpcisEvent[]) => events.some((event) => changesOwner(eventAsJson(event)) === 'yes');

/** Seller and buyer exchange the document. */
function partiesOf(events: readonly EpcisEvent[]): Pick<EpcisHead, 'sender' | 'receiver'> {
  const shipping = events.findLast(({ bizStep }) => bizStep === 'shipping');
  const sender = shipping?.sourceList?.find(({ type }) => type === 'owning_party')?.source;
  const receiver = shipping?.destinationList?.find(({ type }) => type === 'owning_party')?.destination;
  return { ...(sender !== undefined && { sender }), ...(receiver !== undefined && { receiver }) };
}

/** The document as EPCIS 1.2 XML, in pieces of an event each; the last piece is a refusal where XML cannot carry something. */
export function* usXml({ events, ...head }: EpcisDocument): Generator<string | Refusal, void> {
  const writer = xmlWriter(head, {}, { version: '1.2' });
  const pieces = function* () {
    yield writer.start();
    for (const event of events) yield writer.event(event);
    yield writer.end();
  };
  for (const piece of pieces()) {
    yield piece;
    if (isRefusal(piece)) return;
  }
}
