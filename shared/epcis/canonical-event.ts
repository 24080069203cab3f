import { canonicalEpcs } from '../gs1/canonical-epcs.ts';
import { isJsonObject, type Json, type JsonObject } from '../wire/json.ts';
import { canonicalExtensions } from './canonical-extensions.ts';
import { type Fields, fieldsOf, list, type Render, simple, sorted, verbatim, word } from './canonical-fields.ts';
import { canonicalLeaf } from './canonical-leaf.ts';
import { canonicalNumber } from './canonical-number.ts';
import { sensorExtensions, sensorText } from './canonical-sensors.ts';
import type { EpcisEvent } from './event.ts';
import { eventAsJson } from './event-as-json.ts';
import { type Definitions, definitionsOf } from './prefixes.ts';
import type { VocabularyField } from './vocabulary.ts';

const renamed =
  (name: string): Render =>
  (_, value, definitions) =>
    simple(name, value, definitions);
const place: Render = (name, value, definitions) =>
  isJsonObject(value) ? simple(`${name}id`, value['id'] ?? '', definitions) : '';

const anyEpcs = list((epc, definitions) => `epc=${canonicalLeaf(epc, definitions)}`);
/** Texts without CURIEs, as nearly all lists are, share their spelling with whoever else asks for it. */
const epcs: Render = (name, value, definitions) =>
  definitions.size > 0 || !isTexts(value)
    ? anyEpcs(name, value, definitions)
    : name + sorted(canonicalEpcs(value).map(canonicalNumber), 'epc=');
const isTexts = (value: Json): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string');

const quantities = list((value, definitions) => `quantityElement${fieldsOf(value, quantityElement, definitions)}`);
const quantityElement: Fields = [
  ['epcClass', simple],
  ['quantity', simple],
  ['uom', simple],
];

const typed = (type: VocabularyField, name: string): Render => {
  const fields: Fields = [
    ['type', word(type)],
    [name, simple],
  ];
  return list((value, definitions) => fieldsOf(value, fields, definitions));
};

const flag = word('disposition');
const flags = list((value, definitions) => flag('set', value, definitions));
const noFlags = list((value, definitions) => flag('unset', value, definitions));

const lasting: Render = (name, value, definitions) =>
  isJsonObject(value)
    ? name + flags('', value['set'] ?? [], definitions) + noFlags('', value['unset'] ?? [], definitions)
    : '';

const eventFields: Fields = [
  ['type', renamed('eventType')],
  ['eventTime', simple],
  ['eventTimeZoneOffset', verbatim],
  ['epcList', epcs],
  ['parentID', simple],
  ['inputEPCList', epcs],
  ['childEPCs', epcs],
  ['quantityList', quantities],
  ['childQuantityList', quantities],
  ['inputQuantityList', quantities],
  ['outputEPCList', epcs],
  ['outputQuantityList', quantities],
  ['action', verbatim],
  ['transformationID', simple],
  ['bizStep', word('bizStep')],
  ['disposition', word('disposition')],
  ['persistentDisposition', lasting],
  ['readPoint', place],
  ['bizLocation', place],
  ['bizTransactionList', typed('bizTransactionType', 'bizTransaction')],
  ['sourceList', typed('sourceDestType', 'source')],
  ['destinationList', typed('sourceDestType', 'destination')],
  ['sensorElementList', (_, value, definitions) => sensorText('', value, definitions)],
];

/**
 * The text whose SHA-256 is the event's identity (CBV 2.0, event hash). Identifier, recording time, error declaration,
 * certification, comments and context are not part of what happened and are left out.
 */
export function canonicalEvent(event: EpcisEvent): string {
  const tree = eventAsJson(event);
  const definitions = definitionsOf(event);
  return fieldsOf(tree, eventFields, definitions) + tail(tree, definitions);
}

/** ilmd, then what others added to the places and sensors, then what they added to the event. */
function tail(tree: JsonObject, definitions: Definitions): string {
  const led = (name: string, holder: Json | undefined) => {
    const text = canonicalExtensions(holder, definitions);
    return text === '' ? '' : name + text;
  };
  return [
    led('ilmd', tree['ilmd']),
    led('readPoint', tree['readPoint']),
    led('bizLocation', tree['bizLocation']),
    sensorExtensions(tree['sensorElementList'], definitions),
    canonicalExtensions(tree, definitions),
  ].join('');
}
