import { type Field, keyValues, text } from './data-types.ts';

/** A method's own id; those of its arguments follow it, unless they are said. */
export interface Method {
  readonly id: number;
  readonly inputs: readonly Field[];
  readonly outputs: readonly Field[];
  readonly argumentIds?: readonly [inputs: number, outputs: number];
}

const status: Field = { name: 'ReturnStatus', type: 'OPENSCSReturnEnum' };
const collection: Field = { name: 'SNCollection', type: 'OPENSCSSNCollectionDataType' };

const requests = (id: number): Method => ({
  id,
  inputs: [
    text('SNCollectionID'),
    { name: 'Count', type: 'UInt32' },
    text('SNFormat'),
    keyValues('PoolSelectionCriteria'),
    text('RequestToken'),
  ],
  outputs: [status, collection, text('ReturnedRequestToken')],
});
const gives = (id: number): Method => ({
  id,
  inputs: [collection, keyValues('PoolSelectionCriteria'), text('SNFormat')],
  outputs: [status],
});
const tells = (id: number, what: Field): Method => ({
  id,
  inputs: [what, text('SNFormat'), keyValues('EventContext')],
  outputs: [status],
});
const labels: Field = { name: 'LabelCollection', type: 'OPENSCSLabelCollectionDataType' };
const aggregates: Omit<Method, 'id'> = {
  inputs: [
    { name: 'AggregationElement', type: 'OPENSCSAggregationDataType', many: true },
    text('ParentSNFormat'),
    text('PackedElementSNFormat'),
    keyValues('AggregationContext'),
  ],
  outputs: [status],
};

/** Methods of the pool manager (OPC 30260 §6.3.1). */
export const poolMethods = {
  SNRequestUnassigned: requests(15059),
  SNRequestUnallocated: requests(15056),
  SNRequestAllocated: requests(15053),
  SNReturnUnallocated: gives(15050),
  SNReturnAllocated: gives(15047),
  SNtoUnallocated: gives(15044),
  SNtoAllocated: gives(15110),
  SNtoEncoded: gives(15038),
} as const;

/** Methods of the event manager (§6.3.2). */
export const eventMethods = {
  SNInvalidatingEvent: tells(15091, collection),
  LabelsEncodingEvent: tells(15088, labels),
  LabelsScrappingEvent: tells(15085, labels),
  LabelsInspectingEvent: tells(15082, labels),
  LabelsSamplingEvent: tells(15079, labels),
  SIDCommissioningEvent: tells(15076, labels),
  SIDDecommissioningEvent: tells(15064, labels),
  SIDDestroyingEvent: tells(15073, labels),
  SIDInspectingEvent: tells(15067, labels),
  SIDShippingEvent: tells(15070, labels),
} as const;
export type EventMethod = keyof typeof eventMethods;

/** Methods of the aggregation manager (§6.3.3). */
export const aggregationMethods = {
  AggregationPackingEvent: { id: 15099, ...aggregates },
  AggregationUnpackingEvent: { id: 7004, ...aggregates, argumentIds: [6011, 6013] },
} as const satisfies Record<string, Method>;

interface Property extends Field {
  readonly id: number;
}

/** What an object type has besides methods. */
export interface ObjectTypeModel {
  readonly id: number;
  readonly methods: Readonly<Record<string, Method>>;
  /** Its methods are there in every instance; else those that its profile wants. */
  readonly all?: true;
  readonly properties: readonly Property[];
}

const number = (name: string, id: number): Property => ({ name, id, type: 'UInt32' });
const words = (name: string, id: number, optional?: true): Property => ({
  ...text(name),
  id,
  ...(optional && { optional }),
});

/** Object types (§6.3). */
export const objectTypes = {
  OPENSCSPoolManagerObjectType: {
    id: 15032,
    methods: poolMethods,
    properties: [
      { ...keyValues('PoolSelectionCriteria'), id: 15033 },
      number('MaxSNPushable', 15034),
      number('MaxSNReturnable', 15035),
      number('MaxSNRequestable', 15036),
      { ...text('SNFormat'), many: true, id: 15037 },
    ],
  },
  OPENSCSEventManagerObjectType: {
    id: 15062,
    methods: eventMethods,
    properties: [
      number('MaxEvents', 15063),
      number('MaxEPCISObjectEventSIDs', 6009),
      number('MaxEPCISaggregationEvents', 6010),
    ],
  },
  OPENSCSAggregationManagerObjectType: {
    id: 15094,
    all: true,
    methods: aggregationMethods,
    properties: [number('MaxAggregationEvents', 15095)],
  },
  OPENSCSSIDClassObjectType: {
    id: 15102,
    methods: {},
    properties: [
      words('IntendedUse', 15104, true),
      words('AllowedCharacterSet', 15105),
      words('SyntaxSpecification', 15106),
      words('SIDClassDescription', 15107, true),
      words('SIDClassOwner', 15108),
      words('SIDClassID', 15109),
      { name: 'SIDClassProperty', type: 'OPENSCSSIDClassPropertyDataType', many: true, optional: true, id: 6012 },
    ],
  },
} as const satisfies Record<string, ObjectTypeModel>;

/** EPCISStream of the event manager's type, a transfer by temporary files (OPC 10000-20 §4.4); its children bear OPC UA's own names. */
export const stream = { id: 5001, timeout: 6001 } as const;
const options: Field = { name: 'generateOptions', type: 'OPENSCSEventStreamArgumentDataType' };
const handle: Field = { name: 'fileHandle', type: 'UInt32' };
const completion: Field = { name: 'completionStateMachine', type: 'NodeId' };
const file: Field = { name: 'fileNodeId', type: 'NodeId' };
export const streamMethods = {
  CloseAndCommit: { id: 7001, inputs: [handle], outputs: [completion], argumentIds: [6002, 6003] },
  GenerateFileForRead: {
    id: 7002,
    inputs: [{ ...options, type: 'BaseDataType' }],
    outputs: [file, handle, completion],
    argumentIds: [6004, 6005],
  },
  GenerateFileForWrite: { id: 7003, inputs: [options], outputs: [file, handle], argumentIds: [6006, 6007] },
} as const satisfies Record<string, Method>;
