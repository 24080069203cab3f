import type { JsonObject } from '../../wire/json.ts';
import type { VocabularyField } from '../vocabulary.ts';
import { comparableWord } from './comparable-spelling.ts';
import { type EventView, objectsIn, once, sensorMetadata, sensorReports, textsIn } from './event-view.ts';

/** How the values of a field are spelled and compared. */
export type TextKind =
  | 'type'
  | 'action'
  | 'identifier'
  | 'event-id'
  | 'text'
  | 'hexadecimal'
  | { readonly word: VocabularyField };

/** A field that a parameter compares with a list of texts. */
export interface TextField {
  readonly kind: TextKind;
  /** Its values in an event, as they stand there. `type`: comparable, only for fields of typed entries. */
  values(view: EventView, type: string): readonly string[];
}

const word = (field: VocabularyField): TextKind => ({ word: field });

const member = (name: string, kind: TextKind): TextField => ({ kind, values: ({ tree }) => textsIn(tree, name) });

const within = (holder: string, name: string, kind: TextKind): TextField => ({
  kind,
  values: ({ tree }) => objectsIn(tree, holder).flatMap((each) => textsIn(each, name)),
});

/** The values of entries of one type. */
const typed = (list: string, name: string, types: VocabularyField): TextField => ({
  kind: 'identifier',
  values: ({ tree, definitions }, type) =>
    objectsIn(tree, list)
      .filter((entry) => textsIn(entry, 'type').some((text) => comparableWord(types, text, definitions) === type))
      .flatMap((entry) => textsIn(entry, name)),
});

const read = (kind: TextKind, holders: (view: EventView) => readonly JsonObject[], name: string): TextField => ({
  kind,
  values: (view) => holders(view).flatMap((each) => textsIn(each, name)),
});

const readings = once((view) => [...sensorMetadata(view), ...sensorReports(view)]);

/** Fields by the name that their parameters have for them (EPCIS 2.0 §8.2.7.1). */
export const textFields = {
  eventType: member('type', 'type'),
  action: member('action', 'action'),
  bizStep: member('bizStep', word('bizStep')),
  disposition: member('disposition', word('disposition')),
  persistentDisposition_set: within('persistentDisposition', 'set', word('disposition')),
  persistentDisposition_unset: within('persistentDisposition', 'unset', word('disposition')),
  readPoint: within('readPoint', 'id', 'identifier'),
  bizLocation: within('bizLocation', 'id', 'identifier'),
  transformationID: member('transformationID', 'identifier'),
  eventID: { kind: 'event-id', values: ({ queried }) => [queried.eventId] },
  errorReason: within('errorDeclaration', 'reason', word('errorReason')),
  correctiveEventID: within('errorDeclaration', 'correctiveEventIDs', 'identifier'),
  bizTransaction: typed('bizTransactionList', 'bizTransaction', 'bizTransactionType'),
  source: typed('sourceList', 'source', 'sourceDestType'),
  destination: typed('destinationList', 'destination', 'sourceDestType'),
  type: read(word('measurementType'), sensorReports, 'type'),
  deviceID: read('identifier', readings, 'deviceID'),
  dataProcessingMethod: read('identifier', readings, 'dataProcessingMethod'),
  bizRules: read('identifier', readings, 'bizRules'),
  microorganism: read('identifier', sensorReports, 'microorganism'),
  chemicalSubstance: read('identifier', sensorReports, 'chemicalSubstance'),
  stringValue: read('text', sensorReports, 'stringValue'),
  hexBinaryValue: read('hexadecimal', sensorReports, 'hexBinaryValue'),
  uriValue: read('identifier', sensorReports, 'uriValue'),
} as const satisfies Record<string, TextField>;

export type TextFieldName = keyof typeof textFields;

/** The vocabulary of the types that entries of a field have; parameters name one of its words. */
export const typesOf = (field: TextFieldName): VocabularyField | undefined => {
  if (field === 'bizTransaction') return 'bizTransactionType';
  return field === 'source' || field === 'destination' ? 'sourceDestType' : undefined;
};
