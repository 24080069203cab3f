import type { EpcisDocument, EpcisHead } from '#shared/epcis/document.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { readXmlDocument, type XmlReadOptions, xmlDocumentReader } from '#shared/epcis/xml/read-xml-document.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';

const declared =
  'xmlns:ex="https://ns.example.org/epcis/" xmlns:cbvmda="urn:epcglobal:cbv:mda:" ' +
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"';

/** A document of EPCIS XML: `body` stands in EPCISBody on the third line, `header` before it on the second. */
export function epcisXml(version: '1.2' | '2.0', body: string, header = ''): string {
  const namespace = `urn:epcglobal:epcis:xsd:${version.charAt(0)}`;
  const about = `schemaVersion="${version}" creationDate="2026-03-01T10:00:00.000Z"`;
  return `<epcis:EPCISDocument xmlns:epcis="${namespace}" ${declared} ${about}>\n${header}\n<EPCISBody>${body}</EPCISBody>\n</epcis:EPCISDocument>`;
}

/** A document with a list of events. */
export const eventsXml = (version: '1.2' | '2.0', ...events: string[]): string =>
  epcisXml(version, `<EventList>${events.join('')}</EventList>`);

export const WHEN =
  '<eventTime>2026-03-01T09:30:00.5+01:00</eventTime><eventTimeZoneOffset>+01:00</eventTimeZoneOffset>';

/** What every event of these tests says of its time. */
export const when = { eventTime: '2026-03-01T09:30:00.5+01:00', eventTimeZoneOffset: '+01:00' };

/** An ObjectEvent that observes one pack, with more behind it. */
export const seenXml = (more = ''): string =>
  `<ObjectEvent>${WHEN}<epcList><epc>urn:epc:id:sgtin:9521321.054321.A1</epc></epcList><action>OBSERVE</action>${more}</ObjectEvent>`;

/** What `seenXml` says. */
export const seen = {
  type: 'ObjectEvent',
  ...when,
  epcList: ['urn:epc:id:sgtin:9521321.054321.A1'],
  action: 'OBSERVE',
};

/** The document, or the end of the test. */
export function readXml(text: string, options?: XmlReadOptions): EpcisDocument {
  const document = readXmlDocument(text, options);
  if (isRefusal(document)) throw new Error(`${document.detail} at ${document.at}`);
  return document;
}

/** The first event of a document. */
export function firstEvent(text: string, options?: XmlReadOptions): EpcisEvent {
  const [event] = readXml(text, options).events;
  if (event === undefined) throw new Error('there is no event');
  return event;
}

/** All that a reader tells about a document. */
export interface ToldXml {
  readonly events: EpcisEvent[];
  readonly places: (string | undefined)[];
  readonly refusals: Refusal[];
  readonly end: EpcisHead | Refusal;
}

export function tellXml(pieces: readonly string[], options?: XmlReadOptions): ToldXml {
  const events: EpcisEvent[] = [];
  const places: (string | undefined)[] = [];
  const refusals: Refusal[] = [];
  const reader = xmlDocumentReader(
    {
      event: (event, _, at) => {
        events.push(event);
        places.push(at);
      },
      refused: (some) => refusals.push(...some),
    },
    options,
  );
  let refused: Refusal | undefined;
  for (const piece of pieces) refused ??= reader.write(piece);
  return { events, places, refusals, end: refused ?? reader.end() };
}

/** Where a document's events are wrong, and in what. */
export const faultsOf = (text: string, options?: XmlReadOptions): string[] =>
  tellXml([text], options).refusals.map(({ at, detail }) => `${at}: ${detail}`);

/** Why a document is refused as a whole, with place; undefined when it is not. */
export function refusedXml(text: string, options?: XmlReadOptions): string | undefined {
  const { end } = tellXml([text], options);
  return isRefusal(end) ? `${end.at}: ${end.detail}` : undefined;
}
