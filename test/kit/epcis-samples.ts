/** One shipment told in three forms: two packs are commissioned, packed into a case, and the case is shipped. */

const place = 'urn:epc:id:sgln:9521321.00017.0';
const pack = (serial: string) => `urn:epc:id:sgtin:9521321.054321.${serial}`;
export const samplePacks = [pack('A1'), pack('B2')];
export const sampleCase = 'urn:epc:id:sscc:9521321.1234567890';

const when = { eventTime: '2026-03-01T08:30:00Z', eventTimeZoneOffset: '+01:00' };
const where = { readPoint: { id: place }, bizLocation: { id: place } };

export const sampleEvents = [
  {
    type: 'ObjectEvent',
    ...when,
    epcList: samplePacks,
    action: 'ADD',
    bizStep: 'commissioning',
    disposition: 'active',
    ...where,
    ilmd: { 'cbvmda:lotNumber': 'LOT-77', 'cbvmda:itemExpirationDate': '2028-03-31' },
    'ex:line': 'P2',
  },
  {
    type: 'AggregationEvent',
    ...when,
    eventTime: '2026-03-01T08:40:00Z',
    parentID: sampleCase,
    childEPCs: samplePacks,
    action: 'ADD',
    bizStep: 'packing',
    disposition: 'in_progress',
    ...where,
  },
  {
    type: 'ObjectEvent',
    ...when,
    eventTime: '2026-03-01T09:00:00Z',
    epcList: [sampleCase],
    action: 'OBSERVE',
    bizStep: 'shipping',
    disposition: 'in_transit',
    readPoint: { id: place },
    bizTransactionList: [{ type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:9521321000179:PO-5' }],
    sourceList: [{ type: 'owning_party', source: 'urn:epc:id:pgln:9521321.00001' }],
    destinationList: [{ type: 'owning_party', destination: 'urn:epc:id:pgln:9521321.00002' }],
  },
] as const;

/** An EPCISDocument of EPCIS 2.0 JSON with these events; `more` replaces or adds members of the document. */
export const jsonSample = (events: readonly object[] = sampleEvents, more: object = {}): string =>
  JSON.stringify(
    {
      '@context': [
        'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
        { ex: 'https://ns.example.org/epcis/' },
      ],
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-03-01T10:00:00Z',
      epcisBody: { eventList: events },
      ...more,
    },
    null,
    2,
  );

const epcs = (list: readonly string[]) => list.map((epc) => `<epc>${epc}</epc>`).join('');
const times = (time: string) => `<eventTime>${time}</eventTime><eventTimeZoneOffset>+01:00</eventTimeZoneOffset>`;
const step = (bizStep: string, disposition: string) =>
  `<bizStep>urn:epcglobal:cbv:bizstep:${bizStep}</bizStep><disposition>urn:epcglobal:cbv:disp:${disposition}</disposition>`;
const readPoint = `<readPoint><id>${place}</id></readPoint>`;
const location = `${readPoint}<bizLocation><id>${place}</id></bizLocation>`;
const ilmd =
  '<ilmd><cbvmda:lotNumber>LOT-77</cbvmda:lotNumber><cbvmda:itemExpirationDate>2028-03-31</cbvmda:itemExpirationDate></ilmd>';
const parties =
  '<sourceList><source type="urn:epcglobal:cbv:sdt:owning_party">urn:epc:id:pgln:9521321.00001</source></sourceList>' +
  '<destinationList><destination type="urn:epcglobal:cbv:sdt:owning_party">urn:epc:id:pgln:9521321.00002</destination></destinationList>';
const order =
  '<bizTransactionList><bizTransaction type="urn:epcglobal:cbv:btt:po">urn:epcglobal:cbv:bt:9521321000179:PO-5</bizTransaction></bizTransactionList>';

const xmlEvents = (inExtension: (content: string) => string) => [
  `<ObjectEvent>${times('2026-03-01T08:30:00Z')}<epcList>${epcs(samplePacks)}</epcList><action>ADD</action>` +
    `${step('commissioning', 'active')}${location}${inExtension(ilmd)}<ex:line>P2</ex:line></ObjectEvent>`,
  `<AggregationEvent>${times('2026-03-01T08:40:00Z')}<parentID>${sampleCase}</parentID><childEPCs>${epcs(samplePacks)}</childEPCs>` +
    `<action>ADD</action>${step('packing', 'in_progress')}${location}</AggregationEvent>`,
  `<ObjectEvent>${times('2026-03-01T09:00:00Z')}<epcList>${epcs([sampleCase])}</epcList><action>OBSERVE</action>` +
    `${step('shipping', 'in_transit')}${readPoint}${order}${inExtension(parties)}</ObjectEvent>`,
];

/** The same in XML. `events`, one a line from line 3 on, replace the shipment's. */
export function xmlSample(version: '1.2' | '2.0', events?: readonly string[]): string {
  const inside =
    version === '1.2' ? (content: string) => `<extension>${content}</extension>` : (content: string) => content;
  const namespaces = `xmlns:epcis="urn:epcglobal:epcis:xsd:${version.charAt(0)}" xmlns:cbvmda="urn:epcglobal:cbv:mda:" xmlns:ex="https://ns.example.org/epcis/"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<epcis:EPCISDocument ${namespaces} schemaVersion="${version}" creationDate="2026-03-01T10:00:00Z"><EPCISBody><EventList>
${(events ?? xmlEvents(inside)).join('\n')}
</EventList></EPCISBody></epcis:EPCISDocument>
`;
}
