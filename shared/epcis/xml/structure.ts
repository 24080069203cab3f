/** Facts of the EPCIS XML schemas 1.2 and 2.0 that reading and writing share (EPCglobal-epcis-1_2.xsd, -2_0.xsd). */

const when = ['eventTime', 'recordTime', 'eventTimeZoneOffset'] as const;
const where = ['bizStep', 'disposition', 'readPoint', 'bizLocation'] as const;
const parties = ['sourceList', 'destinationList'] as const;
const later = ['sensorElementList', 'persistentDisposition'] as const;
const base = [...when, 'eventID', 'errorDeclaration', 'certificationInfo'] as const;
const conversion = [
  'inputEPCList',
  'inputQuantityList',
  'outputEPCList',
  'outputQuantityList',
  'transformationID',
  ...where,
  'bizTransactionList',
] as const;
const association = [
  'parentID',
  'childEPCs',
  'childQuantityList',
  'action',
  ...where,
  'bizTransactionList',
  ...parties,
  ...later,
] as const;

/** The five event types of EPCIS 2.0. */
export type StandardType =
  | 'ObjectEvent'
  | 'AggregationEvent'
  | 'TransactionEvent'
  | 'TransformationEvent'
  | 'AssociationEvent';

/** The standard children of each event in EPCIS 2.0, in the order of its XSD. Elements of other namespaces follow them. */
export const elements20: Record<StandardType, readonly string[]> = {
  ObjectEvent: [
    ...base,
    'epcList',
    'action',
    ...where,
    'bizTransactionList',
    'quantityList',
    ...parties,
    ...later,
    'ilmd',
  ],
  AggregationEvent: [
    ...base,
    'parentID',
    'childEPCs',
    'action',
    ...where,
    'bizTransactionList',
    'childQuantityList',
    ...parties,
    ...later,
  ],
  TransactionEvent: [
    ...base,
    'bizTransactionList',
    'parentID',
    'epcList',
    'action',
    ...where,
    'quantityList',
    ...parties,
    ...later,
  ],
  TransformationEvent: [...base, ...conversion, ...parties, ...later, 'ilmd'],
  AssociationEvent: [...base, ...association],
};

/** Where EPCIS 1.2 wants the children of an event. */
export interface Nesting12 {
  /** Directly, before and after `baseExtension`, which follows eventTimeZoneOffset. */
  readonly direct: readonly string[];
  /** Inside `extension`. */
  readonly extension: readonly string[];
  /** What 1.2 does not know, inside `extension/extension`, where its XSD takes any unqualified element. */
  readonly beyond: readonly string[];
  /** The elements around the event inside EventList. */
  readonly inside: readonly string[];
}

/** Of an event of EPCIS 1.2: `baseExtension` holds these, and in an `extension` of its own what 1.2 does not know. */
export const baseExtension12 = { known: ['eventID', 'errorDeclaration'], beyond: ['certificationInfo'] } as const;

/**
 * EPCIS 1.2. AssociationEvent is of 2.0: at the place where the 1.2 XSD takes any unqualified element, with its children
 * as in 2.0 but for `baseExtension`.
 */
export const nesting12: Record<StandardType, Nesting12> = {
  ObjectEvent: {
    direct: [...when, 'epcList', 'action', ...where, 'bizTransactionList'],
    extension: ['quantityList', ...parties, 'ilmd'],
    beyond: later,
    inside: [],
  },
  AggregationEvent: {
    direct: [...when, 'parentID', 'childEPCs', 'action', ...where, 'bizTransactionList'],
    extension: ['childQuantityList', ...parties],
    beyond: later,
    inside: [],
  },
  TransactionEvent: {
    direct: [...when, 'bizTransactionList', 'parentID', 'epcList', 'action', ...where],
    extension: ['quantityList', ...parties],
    beyond: later,
    inside: [],
  },
  // The 1.2 XSD takes any unqualified element in the first `extension` of a transformation already.
  TransformationEvent: {
    direct: [...when, ...conversion, ...parties, 'ilmd'],
    extension: [],
    beyond: later,
    inside: ['extension'],
  },
  AssociationEvent: {
    direct: [...when, ...association],
    extension: [],
    beyond: [],
    inside: ['extension', 'extension'],
  },
};

/** What the 1.2 XSD wants in an event even when it is empty. */
export const required12: Partial<Record<StandardType, string>> = {
  ObjectEvent: 'epcList',
  AggregationEvent: 'childEPCs',
  TransactionEvent: 'epcList',
};

/** The children of each list element. */
export const itemOf = {
  epcList: 'epc',
  childEPCs: 'epc',
  inputEPCList: 'epc',
  outputEPCList: 'epc',
  quantityList: 'quantityElement',
  childQuantityList: 'quantityElement',
  inputQuantityList: 'quantityElement',
  outputQuantityList: 'quantityElement',
  bizTransactionList: 'bizTransaction',
  sourceList: 'source',
  destinationList: 'destination',
  correctiveEventIDs: 'correctiveEventID',
  sensorElementList: 'sensorElement',
} as const;

/** Attributes of sensorMetadata: all of them texts. */
export const metadataAttributes = [
  'time',
  'deviceID',
  'deviceMetadata',
  'rawData',
  'startTime',
  'endTime',
  'bizRules',
  'dataProcessingMethod',
] as const;

/** Attributes of sensorReport, by what their values are. */
export const reportAttributes = {
  text: [
    'type',
    'exception',
    'deviceID',
    'deviceMetadata',
    'rawData',
    'dataProcessingMethod',
    'bizRules',
    'time',
    'microorganism',
    'chemicalSubstance',
    'component',
    'stringValue',
    'hexBinaryValue',
    'uriValue',
    'uom',
    'coordinateReferenceSystem',
  ],
  number: ['value', 'minValue', 'maxValue', 'meanValue', 'sDev', 'percRank', 'percValue'],
  truth: ['booleanValue'],
} as const;

export const SBDH = 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader';
export const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
export const XSD = 'http://www.w3.org/2001/XMLSchema';

/** Namespaces of one document: more than any has, few enough to hold. */
export const MOST_NAMESPACES = 1000;

/** The namespaces of the document elements, by version. */
export const namespaces = {
  '1.2': {
    epcis: 'urn:epcglobal:epcis:xsd:1',
    query: 'urn:epcglobal:epcis-query:xsd:1',
    masterdata: 'urn:epcglobal:epcis-masterdata:xsd:1',
  },
  '2.0': {
    epcis: 'urn:epcglobal:epcis:xsd:2',
    query: 'urn:epcglobal:epcis-query:xsd:2',
    masterdata: 'urn:epcglobal:epcis-masterdata:xsd:2',
  },
} as const;
