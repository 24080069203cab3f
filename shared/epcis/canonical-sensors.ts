import { isJsonObject, type Json } from '../wire/json.ts';
import { canonicalExtensions } from './canonical-extensions.ts';
import { type Fields, fieldsOf, list, simple, sorted, word } from './canonical-fields.ts';
import type { Definitions } from './prefixes.ts';

const plain = (names: string): Fields => names.split(' ').map((name) => [name, simple]);

const metadata = plain('time startTime endTime deviceID deviceMetadata rawData dataProcessingMethod bizRules');
const report: Fields = [
  ['type', word('measurementType')],
  ['exception', word('sensorException')],
  ...plain('deviceID deviceMetadata rawData dataProcessingMethod bizRules time microorganism chemicalSubstance value'),
  ['component', word('component')],
  // The one text of the standard that is never a CURIE (EPCIS 2.0 JSON-LD context: xsd:string).
  ['stringValue', (name, value) => simple(name, value, new Map())],
  ...plain('booleanValue hexBinaryValue uriValue minValue maxValue meanValue sDev percRank percValue uom'),
  ['coordinateReferenceSystem', simple],
];

const element: Fields = [
  ['sensorMetadata', (name, value, definitions) => name + fieldsOf(value, metadata, definitions)],
  [
    'sensorReport',
    (name, value, definitions) => list((each) => name + fieldsOf(each, report, definitions))('', value, definitions),
  ],
];

/** The standard part of a sensorElementList. CBV 2.0 does not write the list's own name. */
export const sensorText = list((value, definitions) => `sensorElement${fieldsOf(value, element, definitions)}`);

/** What others added inside a sensorElementList: one block per element that has something, led by where it stood. */
export function sensorExtensions(elements: Json | undefined, definitions: Definitions): string {
  if (!Array.isArray(elements)) return '';
  return sorted(elements.map((value) => elementExtensions(value, definitions)));
}

function elementExtensions(value: Json, definitions: Definitions): string {
  if (!isJsonObject(value)) return '';
  const led = (name: string, holder: Json | undefined) => {
    const text = canonicalExtensions(holder, definitions);
    return text === '' ? '' : name + text;
  };
  const { sensorMetadata, sensorReport } = value;
  const reports = Array.isArray(sensorReport) ? sensorReport.map((each) => led('sensorReport', each)) : [];
  const text = led('sensorMetadata', sensorMetadata) + sorted(reports) + canonicalExtensions(value, definitions);
  return text === '' ? '' : `sensorElement${text}`;
}
