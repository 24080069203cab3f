import type { ExactNumber } from '../wire/exact-number.ts';
import type { Json, JsonObject } from '../wire/json.ts';

/** The name of an extension member: a CURIE or a full URI. */
export type ExtensionName = `${string}:${string}`;

/** Members that the standard does not know. They stay on the object and survive every step. */
export interface Extensible {
  readonly [extension: ExtensionName]: Json;
}

/** What a prefix or a CURIE stands for: a namespace, or a JSON-LD term definition. */
export type Context = Readonly<Record<string, string | JsonObject>>;

/** A number as it was sent, digit for digit. */
export type Decimal = number | ExactNumber;

export type Action = 'ADD' | 'OBSERVE' | 'DELETE';

export interface QuantityElement {
  readonly epcClass: string;
  /** Absent: an unspecified amount. */
  readonly quantity?: Decimal;
  /** UN/ECE Recommendation 20 code; absent: a count. */
  readonly uom?: string;
}

export interface Place extends Extensible {
  readonly id: string;
}

export interface BizTransaction {
  readonly type?: string;
  readonly bizTransaction: string;
}

export interface Source {
  readonly type: string;
  readonly source: string;
}

export interface Destination {
  readonly type: string;
  readonly destination: string;
}

export interface PersistentDisposition {
  readonly set?: readonly string[];
  readonly unset?: readonly string[];
}

/** Says that the event with the same eventID did not happen, or not so. */
export interface ErrorDeclaration extends Extensible {
  readonly declarationTime: string;
  readonly reason?: string;
  readonly correctiveEventIDs?: readonly string[];
}

export interface SensorMetadata extends Extensible {
  readonly time?: string;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly deviceID?: string;
  readonly deviceMetadata?: string;
  readonly rawData?: string;
  readonly dataProcessingMethod?: string;
  readonly bizRules?: string;
}

export interface SensorReport extends Extensible {
  /** Absent only where an exception is told. */
  readonly type?: string;
  readonly exception?: string;
  readonly deviceID?: string;
  readonly deviceMetadata?: string;
  readonly rawData?: string;
  readonly dataProcessingMethod?: string;
  readonly bizRules?: string;
  readonly time?: string;
  readonly microorganism?: string;
  readonly chemicalSubstance?: string;
  readonly value?: Decimal;
  readonly component?: string;
  readonly stringValue?: string;
  readonly booleanValue?: boolean;
  readonly hexBinaryValue?: string;
  readonly uriValue?: string;
  readonly minValue?: Decimal;
  readonly maxValue?: Decimal;
  readonly meanValue?: Decimal;
  readonly sDev?: Decimal;
  readonly percRank?: Decimal;
  readonly percValue?: Decimal;
  readonly uom?: string;
  readonly coordinateReferenceSystem?: string;
}

export interface SensorElement extends Extensible {
  readonly sensorMetadata?: SensorMetadata;
  readonly sensorReport: readonly SensorReport[];
}

/** Instance and lot master data; its members are named like extensions. */
export type Ilmd = Extensible;

/** What every event may say. Times are ISO 8601 with a zone; CBV values are bare words. */
interface AnyEvent extends Extensible {
  /** The prefixes that this event needs, and no others; absent when it needs none. */
  readonly '@context'?: Context;
  readonly eventID?: string;
  readonly eventTime: string;
  /** `±HH:MM` at the place and time of the event. */
  readonly eventTimeZoneOffset: string;
  readonly recordTime?: string;
  readonly errorDeclaration?: ErrorDeclaration;
  readonly certificationInfo?: string | readonly string[];
  readonly bizStep?: string;
  readonly disposition?: string;
  readonly persistentDisposition?: PersistentDisposition;
  readonly readPoint?: Place;
  readonly bizLocation?: Place;
  readonly bizTransactionList?: readonly BizTransaction[];
  readonly sourceList?: readonly Source[];
  readonly destinationList?: readonly Destination[];
  readonly sensorElementList?: readonly SensorElement[];
}

export interface ObjectEvent extends AnyEvent {
  readonly type: 'ObjectEvent';
  readonly action: Action;
  readonly epcList?: readonly string[];
  readonly quantityList?: readonly QuantityElement[];
  readonly ilmd?: Ilmd;
}

export interface AggregationEvent extends AnyEvent {
  readonly type: 'AggregationEvent';
  readonly action: Action;
  readonly parentID?: string;
  readonly childEPCs?: readonly string[];
  readonly childQuantityList?: readonly QuantityElement[];
}

export interface AssociationEvent extends AnyEvent {
  readonly type: 'AssociationEvent';
  readonly action: Action;
  readonly parentID: string;
  readonly childEPCs?: readonly string[];
  readonly childQuantityList?: readonly QuantityElement[];
}

export interface TransactionEvent extends AnyEvent {
  readonly type: 'TransactionEvent';
  readonly action: Action;
  readonly bizTransactionList: readonly BizTransaction[];
  readonly parentID?: string;
  readonly epcList?: readonly string[];
  readonly quantityList?: readonly QuantityElement[];
}

export interface TransformationEvent extends AnyEvent {
  readonly type: 'TransformationEvent';
  readonly transformationID?: string;
  readonly inputEPCList?: readonly string[];
  readonly inputQuantityList?: readonly QuantityElement[];
  readonly outputEPCList?: readonly string[];
  readonly outputQuantityList?: readonly QuantityElement[];
  readonly ilmd?: Ilmd;
}

/** An event of a type from somebody else's vocabulary: kept, but it moves nothing. */
export interface ExtendedEvent extends AnyEvent {
  readonly type: ExtensionName;
}

export type EpcisEvent =
  | ObjectEvent
  | AggregationEvent
  | AssociationEvent
  | TransactionEvent
  | TransformationEvent
  | ExtendedEvent;
