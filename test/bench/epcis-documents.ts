/** Documents as packaging lines send them, made up piece by piece. Company prefix of GS1's examples. */

const line = 'urn:epc:id:sgln:9521321.00017.LINE2';
const site = 'urn:epc:id:sgln:9521321.00017.0';
const namespaces = 'xmlns:epcis="urn:epcglobal:epcis:xsd:2" xmlns:cbvmda="urn:epcglobal:cbv:mda:"';
const root = `<epcis:EPCISDocument ${namespaces} schemaVersion="2.0" creationDate="2026-03-01T10:00:00.000Z">`;
const context = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';

/** A serial of 13 letters, different for every counter. */
const serial = (counter: number) => `K7${(counter * 2_654_435_761).toString(32).toUpperCase().padStart(11, 'Z')}`;
const pack = (counter: number) => `urn:epc:id:sgtin:9521321.054321.${serial(counter)}`;
const box = (counter: number) => `urn:epc:id:sscc:9521321.0${String(counter).padStart(9, '0')}`;
const at = (counter: number) => new Date(Date.UTC(2026, 2, 1) + counter * 1000).toISOString();
const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, index) => from + index);

function commissioningXml(count: number): string {
  const epcs = numbers(count)
    .map((counter) => `          <epc>${pack(counter)}</epc>\n`)
    .join('');
  return `      <ObjectEvent>
        <eventTime>${at(0)}</eventTime>
        <eventTimeZoneOffset>+01:00</eventTimeZoneOffset>
        <epcList>
${epcs}        </epcList>
        <action>ADD</action>
        <bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep>
        <disposition>urn:epcglobal:cbv:disp:active</disposition>
        <readPoint>
          <id>${line}</id>
        </readPoint>
        <bizLocation>
          <id>${site}</id>
        </bizLocation>
        <ilmd>
          <cbvmda:lotNumber>LOT-77</cbvmda:lotNumber>
          <cbvmda:itemExpirationDate>2028-03-31</cbvmda:itemExpirationDate>
        </ilmd>
      </ObjectEvent>
`;
}

function aggregationXml(counter: number, children: number): string {
  const epcs = numbers(children, counter * children)
    .map((child) => `          <epc>${pack(child)}</epc>\n`)
    .join('');
  return `      <AggregationEvent>
        <eventTime>${at(counter)}</eventTime>
        <eventTimeZoneOffset>+01:00</eventTimeZoneOffset>
        <parentID>${box(counter)}</parentID>
        <childEPCs>
${epcs}        </childEPCs>
        <action>ADD</action>
        <bizStep>urn:epcglobal:cbv:bizstep:packing</bizStep>
        <disposition>urn:epcglobal:cbv:disp:in_progress</disposition>
        <readPoint>
          <id>${line}</id>
        </readPoint>
        <bizLocation>
          <id>${site}</id>
        </bizLocation>
      </AggregationEvent>
`;
}

const head = `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n  <EPCISBody>\n    <EventList>\n`;
const foot = '    </EventList>\n  </EPCISBody>\n</epcis:EPCISDocument>\n';

/** One commissioning event, EPCIS 2.0 XML as a person would lay it out. */
const commissioningDocumentXml = (epcs: number): string => head + commissioningXml(epcs) + foot;

/** Many packing events. */
const aggregationDocumentXml = (events: number, children: number): string =>
  head +
  numbers(events)
    .map((counter) => aggregationXml(counter, children))
    .join('') +
  foot;

/** A document of at least `characters` characters in pieces of about 64 Ki, so that none of it need stay in memory. */
export function* longDocumentXml(characters: number, children: number): Generator<string> {
  const size = 64 * 1024;
  let parts = [head];
  let length = head.length;
  let written = 0;
  for (let counter = 0; written < characters; counter++) {
    const event = aggregationXml(counter, children);
    parts.push(event);
    length += event.length;
    if (length < size) continue;
    yield parts.join('');
    written += length;
    parts = [];
    length = 0;
  }
  yield parts.join('') + foot;
}

const place = { readPoint: { id: line }, bizLocation: { id: site } };
const document = (eventList: object[]) => ({
  '@context': [context],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-03-01T10:00:00.000Z',
  epcisBody: { eventList },
});

/** The same commissioning event as EPCIS 2.0 JSON without spaces. */
const commissioningDocumentJson = (epcs: number): string =>
  JSON.stringify(
    document([
      {
        type: 'ObjectEvent',
        eventTime: at(0),
        eventTimeZoneOffset: '+01:00',
        epcList: numbers(epcs).map(pack),
        action: 'ADD',
        bizStep: 'commissioning',
        disposition: 'active',
        ...place,
        ilmd: { 'cbvmda:lotNumber': 'LOT-77', 'cbvmda:itemExpirationDate': '2028-03-31' },
      },
    ]),
  );

const packing = (counter: number, children: number) => ({
  type: 'AggregationEvent',
  eventTime: at(counter),
  eventTimeZoneOffset: '+01:00',
  parentID: box(counter),
  childEPCs: numbers(children, counter * children).map(pack),
  action: 'ADD',
  bizStep: 'packing',
  disposition: 'in_progress',
  ...place,
});

/** The same packing events as EPCIS 2.0 JSON without spaces. */
const aggregationDocumentJson = (events: number, children: number): string =>
  JSON.stringify(document(numbers(events).map((counter) => packing(counter, children))));

const [openJson = '', closeJson = ''] = JSON.stringify(document([{}])).split('{}');

/** A document of at least `characters` characters of JSON in pieces of about 64 Ki. */
export function* longDocumentJson(characters: number, children: number): Generator<string> {
  const size = 64 * 1024;
  let piece = openJson;
  for (let counter = 0, written = 0; written < characters; counter++) {
    const event = (counter === 0 ? '' : ',') + JSON.stringify(packing(counter, children));
    piece += event;
    written += event.length;
    if (piece.length < size) continue;
    yield piece;
    piece = '';
  }
  yield piece + closeJson;
}

function* around(head: string, filling: string, characters: number, foot: string): Generator<string> {
  const block = filling.repeat(Math.ceil((64 * 1024) / filling.length));
  yield head;
  for (let written = 0; written < characters; written += block.length) yield block;
  yield foot;
}

const bare = { type: 'ObjectEvent', eventTime: at(0), eventTimeZoneOffset: '+01:00', action: 'OBSERVE', epcList: [] };

/** One event of `[[],[],…]`: three characters for each list that must be made. */
export function hostileJson(characters: number): Generator<string> {
  const [head = '', foot = ''] = JSON.stringify(document([{ ...bare, 'cbvmda:x': ['…'] }])).split('"…"');
  return around(head, '[],', characters, `[]${foot}`);
}

/** One event of `<ex:a><ex:b/></ex:a>`: a structure for every twenty characters. */
export function hostileXml(characters: number): Generator<string> {
  const event = `<ObjectEvent xmlns:ex="https://ns.example.org/"><eventTime>${at(0)}</eventTime><eventTimeZoneOffset>+01:00</eventTimeZoneOffset><epcList/><action>OBSERVE</action>`;
  return around(head + event, '<ex:a><ex:b/></ex:a>', characters, `</ObjectEvent>${foot}`);
}

/** The documents that the figures are about. */
export const documents = {
  commissioning: () => ({
    metric: 'commissioning, 100,000 EPCs',
    events: 1,
    xml: commissioningDocumentXml(100_000),
    json: commissioningDocumentJson(100_000),
  }),
  aggregation: () => ({
    metric: 'aggregation, 20,000 events',
    events: 20_000,
    xml: aggregationDocumentXml(20_000, 10),
    json: aggregationDocumentJson(20_000, 10),
  }),
};

export type DocumentName = keyof typeof documents;
export const documentNames: readonly DocumentName[] = ['commissioning', 'aggregation'];
export const isDocumentName = (name: string): name is DocumentName => documentNames.some((each) => each === name);
