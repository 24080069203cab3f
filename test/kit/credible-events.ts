import type { EpcisHead } from '#shared/epcis/document.ts';
import type { AggregationEvent, ObjectEvent, SensorReport, TransformationEvent } from '#shared/epcis/event.ts';

/** Events and heads against which no rule of validation has anything to say; a test changes what it is about. */

export const unit = (serial: string | number) => `urn:epc:id:sgtin:0399999.012345.${serial}`;
export const caseUnit = (serial: string | number) => `urn:epc:id:sgtin:0399999.312345.${serial}`;
export const pallet = 'urn:epc:id:sscc:0399999.0000000017';
export const plant = 'urn:epc:id:sgln:9521234.00001.0';
export const wholesaler = 'urn:epc:id:sgln:9521234.00002.0';
export const lot = { 'cbvmda:lotNumber': 'LOT-1', 'cbvmda:itemExpirationDate': '2028-02-28' } as const;

const when = { eventTime: '2026-03-01T08:00:00Z', eventTimeZoneOffset: '-05:00' } as const;
const where = { readPoint: { id: plant }, bizLocation: { id: plant } } as const;

export const commissioned = (change: Partial<ObjectEvent> = {}): ObjectEvent => ({
  ...when,
  ...where,
  type: 'ObjectEvent',
  action: 'ADD',
  bizStep: 'commissioning',
  disposition: 'active',
  epcList: [unit(1), unit(2)],
  ilmd: lot,
  ...change,
});

export const packed = (change: Partial<AggregationEvent> = {}): AggregationEvent => ({
  ...when,
  ...where,
  type: 'AggregationEvent',
  eventTime: '2026-03-01T09:00:00Z',
  action: 'ADD',
  bizStep: 'packing',
  disposition: 'in_progress',
  parentID: pallet,
  childEPCs: [unit(1), unit(2)],
  ...change,
});

export const shipped = (change: Partial<ObjectEvent> = {}): ObjectEvent => ({
  ...when,
  type: 'ObjectEvent',
  eventTime: '2026-03-02T10:00:00Z',
  action: 'OBSERVE',
  bizStep: 'shipping',
  disposition: 'in_transit',
  epcList: [pallet],
  readPoint: { id: plant },
  bizTransactionList: [
    { type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:9521234000020:PO-1' },
    { type: 'desadv', bizTransaction: 'urn:epcglobal:cbv:bt:9521234000013:ASN-1' },
  ],
  sourceList: [
    { type: 'owning_party', source: plant },
    { type: 'location', source: plant },
  ],
  destinationList: [
    { type: 'owning_party', destination: wholesaler },
    { type: 'location', destination: wholesaler },
  ],
  ...change,
});

export const transformed = (change: Partial<TransformationEvent> = {}): TransformationEvent => ({
  ...when,
  type: 'TransformationEvent',
  inputEPCList: [unit(8)],
  outputEPCList: [unit(9)],
  ...change,
});

export const sensed = (report: Partial<SensorReport> = {}, change: Partial<ObjectEvent> = {}): ObjectEvent => ({
  ...when,
  type: 'ObjectEvent',
  action: 'OBSERVE',
  epcList: [pallet],
  sensorElementList: [{ sensorReport: [{ type: 'Temperature', value: 5, uom: 'CEL', ...report }] }],
  ...change,
});

const attributes = (said: Readonly<Record<string, string>>) =>
  Object.entries(said).map(([name, attribute]) => ({ id: `urn:epcglobal:cbv:mda#${name}`, attribute }));

export const productData = {
  additionalTradeItemIdentification: '99999-1234-05',
  additionalTradeItemIdentificationTypeCode: 'FDA_NDC_11',
  regulatedProductName: 'Exampline',
  manufacturerOfTradeItemPartyName: 'Example Pharma',
  dosageFormType: 'TABLET',
  strengthDescription: '10 mg',
  netContentDescription: '30',
} as const;

export const siteData = {
  name: 'Example Plant',
  streetAddressOne: '1 Example Way',
  city: 'Springfield',
  state: 'MA',
  postalCode: '01101',
  countryCode: 'US',
} as const;

export const product = (id: string, said: Readonly<Record<string, string>> = productData) => ({
  id,
  attributes: attributes(said),
});

export const masterData = (type: string, ...elements: readonly ReturnType<typeof product>[]) => ({
  type: `urn:epcglobal:epcis:vtype:${type}`,
  vocabularyElementList: elements,
});

export const unitClass = 'urn:epc:idpat:sgtin:0399999.012345.*';

export const businessHeader = {
  'sbdh:HeaderVersion': '1.0',
  'sbdh:Sender': { 'sbdh:Identifier': { '@Authority': 'SGLN', '#text': plant } },
  'sbdh:Receiver': { 'sbdh:Identifier': { '@Authority': 'SGLN', '#text': wholesaler } },
  'sbdh:DocumentIdentification': {
    'sbdh:Standard': 'EPCglobal',
    'sbdh:TypeVersion': '1.2',
    'sbdh:InstanceIdentifier': '11111111-1111-4111-8111-000000000001',
    'sbdh:Type': 'Events',
    'sbdh:CreationDateAndTime': '2026-03-02T10:00:00Z',
  },
};

export const statement = {
  'gs1ushc:affirmTransactionStatement': 'true',
  'gs1ushc:legalNotice': 'Seller has complied with the law.',
};

export const dscsaHead = (change: Partial<EpcisHead> = {}): EpcisHead => ({
  form: 'EPCISDocument',
  schemaVersion: '1.2',
  creationDate: '2026-03-02T10:00:00Z',
  context: {
    sbdh: 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader',
    gs1ushc: 'http://epcis.gs1us.org/hc/ns',
  },
  masterData: [
    masterData('EPCClass', product(unitClass)),
    masterData('Location', product(plant, siteData), product(wholesaler, siteData)),
  ],
  headerExtensions: {
    'sbdh:StandardBusinessDocumentHeader': businessHeader,
    'gs1ushc:dscsaTransactionStatement': statement,
    'gs1ushc:guidelineVersion': '1.3',
  },
  ...change,
});
