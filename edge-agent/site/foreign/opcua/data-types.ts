import { returnCodes, serialStates } from './return-codes.ts';

/** OPC UA for OPEN-SCS (OPC 30260, 1.02): its namespace. All node ids of its types are fixed by the standard. */
export const NAMESPACE = 'http://opcfoundation.org/UA/OPENSCS-SER/';
export const MODEL = { version: '1.00', published: '2019-02-04T00:00:00Z' } as const;

/** A type of the standard's own namespace by its number, or one of OPC UA itself by its name. */
export type TypeName = 'NodeId' | 'UInt32' | 'String' | 'BaseDataType' | EnumName | StructureName;
export type EnumName = keyof typeof enums;
export type StructureName =
  | 'OPENSCSKeyValueDataType'
  | 'OPENSCSLabelDataType'
  | 'OPENSCSCollectionDataType'
  | 'OPENSCSSNCollectionDataType'
  | 'OPENSCSLabelCollectionDataType'
  | 'OPENSCSAggregationDataType'
  | 'OPENSCSEventStreamArgumentDataType'
  | 'OPENSCSLabelPropertyDataType'
  | 'OPENSCSSIDClassPropertyDataType';

/** JobOrderCommandEnum and JobOrderStateEnum write their number behind `_`. */
export const enums = {
  JobOrderCommandEnum: {
    id: 3006,
    values: 6015,
    names: ['Undefined_0', 'Store_1', 'StoreAndStart_2', 'Start_3', 'Update_4', 'Stop_5', 'Cancel_6', 'Clear_7'],
  },
  JobOrderStateEnum: {
    id: 3009,
    values: 6020,
    names: [
      'Undefined_0',
      'Waiting_1',
      'Ready_2',
      'Loaded_3',
      'Running_4',
      'Completed_5',
      'Aborted_6',
      'Held_7',
      'Suspended_8',
      'Closed_9',
    ],
  },
  OPENSCSReturnEnum: { id: 15001, values: 6008, names: returnCodes.map((name, value) => `${name}${value}`) },
  OPENSCSSerialNumberStateEnum: {
    id: 15143,
    values: 6022,
    names: serialStates.map((name, value) => `${name}${value}`),
  },
} as const;

export interface Field {
  readonly name: string;
  readonly type: TypeName;
  readonly many?: true;
  readonly optional?: true;
}

interface Structure {
  readonly id: number;
  /** Of its binary encoding. */
  readonly binary: number;
  readonly base?: StructureName;
  readonly isAbstract?: true;
  readonly fields: readonly Field[];
}

export const text = (name: string): Field => ({ name, type: 'String' });
export const keyValues = (name: string): Field => ({ name, type: 'OPENSCSKeyValueDataType', many: true });

const property = [text('PropertyID'), text('PropertyDescription'), text('PropertyValue')];

/** Structures (OPC 30260 §6.4). */
export const structures: Readonly<Record<StructureName, Structure>> = {
  OPENSCSKeyValueDataType: { id: 15010, binary: 15193, fields: [text('Key'), text('Value')] },
  OPENSCSLabelDataType: { id: 3003, binary: 5005, fields: [text('ID'), keyValues('LabelProperties')] },
  OPENSCSCollectionDataType: {
    id: 15005,
    binary: 15188,
    isAbstract: true,
    fields: [
      text('ID'),
      text('Description'),
      { name: 'State', type: 'OPENSCSSerialNumberStateEnum' },
      text('AssociatedPoolID'),
      { ...text('SerialNumbers'), many: true },
    ],
  },
  OPENSCSSNCollectionDataType: { id: 15008, binary: 15191, base: 'OPENSCSCollectionDataType', fields: [] },
  OPENSCSLabelCollectionDataType: {
    id: 15006,
    binary: 15189,
    base: 'OPENSCSCollectionDataType',
    fields: [
      { name: 'LabelCollection', type: 'OPENSCSLabelDataType', many: true },
      { ...keyValues('LabelCollectionProperties'), optional: true },
    ],
  },
  OPENSCSAggregationDataType: {
    id: 3002,
    binary: 5002,
    fields: [
      { name: 'ParentElement', type: 'OPENSCSLabelDataType' },
      { name: 'ParentElementCollection', type: 'OPENSCSLabelCollectionDataType' },
    ],
  },
  OPENSCSEventStreamArgumentDataType: {
    id: 3005,
    binary: 5008,
    fields: [text('SNFormat'), text('ParentSNFormat'), text('PackedElementSNFormat'), keyValues('EventContext')],
  },
  OPENSCSLabelPropertyDataType: { id: 15007, binary: 15190, fields: property },
  OPENSCSSIDClassPropertyDataType: {
    id: 15009,
    binary: 15192,
    fields: [...property, { name: 'LabelProperty', type: 'OPENSCSLabelPropertyDataType', many: true }],
  },
};
