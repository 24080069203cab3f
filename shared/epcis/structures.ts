import {
  type Check,
  decimal,
  hex,
  listOf,
  type Shape,
  structure,
  text,
  time,
  truth,
  uom,
  uri,
  wordsOf,
} from './checks.ts';
import { report } from './scope.ts';
import type { VocabularyField } from './vocabulary.ts';

/** A shape written as a plain table. */
export const shapeOf = (members: Record<string, Check | VocabularyField>): Shape => new Map(Object.entries(members));

export const place = structure(shapeOf({ id: uri }), ['id']);
export const quantityList = listOf(structure(shapeOf({ epcClass: uri, quantity: decimal, uom }), ['epcClass']));

export const bizTransactionList = listOf(
  structure(shapeOf({ type: 'bizTransactionType', bizTransaction: uri }), ['bizTransaction']),
);
export const sourceList = listOf(structure(shapeOf({ type: 'sourceDestType', source: uri }), ['type', 'source']));
export const destinationList = listOf(
  structure(shapeOf({ type: 'sourceDestType', destination: uri }), ['type', 'destination']),
);

export const persistentDisposition = structure(
  shapeOf({ set: wordsOf('disposition'), unset: wordsOf('disposition') }),
  [],
  ({ set, unset }, scope) => {
    if (set === undefined && unset === undefined)
      report(scope, 'neither set nor unset', 'EPCIS 2.0 §7.3 PersistentDisposition');
  },
);

export const errorDeclaration = structure(
  shapeOf({ declarationTime: time, reason: 'errorReason', correctiveEventIDs: listOf(uri) }),
  ['declarationTime'],
);

export const ilmd = structure(new Map());

const aboutDevice = {
  deviceID: uri,
  deviceMetadata: uri,
  rawData: uri,
  dataProcessingMethod: uri,
  bizRules: uri,
  time,
};

const sensorMetadata = structure(shapeOf({ ...aboutDevice, startTime: time, endTime: time }));

const sensorReport = structure(
  shapeOf({
    ...aboutDevice,
    type: 'measurementType',
    exception: 'sensorException',
    microorganism: uri,
    chemicalSubstance: uri,
    value: decimal,
    component: 'component',
    stringValue: text,
    booleanValue: truth,
    hexBinaryValue: hex,
    uriValue: uri,
    minValue: decimal,
    maxValue: decimal,
    meanValue: decimal,
    sDev: decimal,
    percRank: decimal,
    percValue: decimal,
    uom,
    coordinateReferenceSystem: uri,
  }),
  [],
  // The JSON Schema wants a type always, the XSD never. A report of an alarm alone is understood without one.
  ({ type, exception }, scope) => {
    if (type === undefined && exception === undefined) report(scope, '"type" is missing', scope.binding);
  },
);

export const sensorElementList = listOf(
  structure(shapeOf({ sensorMetadata, sensorReport: listOf(sensorReport, { atLeast: 1 }) }), ['sensorReport']),
);
