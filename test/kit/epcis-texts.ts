/** EPCIS documents as text, for tests that break them. Each is sound as it stands here. */

/** A document around what the root holds. */
export const xml = (inside: string, root = ''): string =>
  `<?xml version="1.0"?>\n<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-03-01T10:00:00Z"${root}>${inside}</epcis:EPCISDocument>`;
/** A document with one event, and more in it. */
export const xmlEvent = (inside: string, when = '<eventTime>2026-03-01T10:00:00Z</eventTime>'): string =>
  xml(
    `<EPCISBody><EventList><ObjectEvent>${when}<eventTimeZoneOffset>+01:00</eventTimeZoneOffset><epcList/><action>ADD</action>${inside}</ObjectEvent></EventList></EPCISBody>`,
  );
/** A document with one event of these members. */
export const json = (members: string): string =>
  `{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"ex":"https://ns.example.org/"}],"type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-03-01T10:00:00Z","epcisBody":{"eventList":[{${members}}]}}`;
/** A document with one event, and more members. */
export const jsonEvent = (
  more: string,
  when = '"eventTime":"2026-03-01T10:00:00Z","eventTimeZoneOffset":"+01:00"',
): string => json(`"type":"ObjectEvent",${when},"epcList":[],"action":"ADD"${more === '' ? '' : `,${more}`}`);
/** Declares the prefix `ex`, which the JSON documents define. */
export const ex = ' xmlns:ex="https://ns.example.org/"';
