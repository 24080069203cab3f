import type { Refusal } from '../../refusal.ts';
import { isExactNumber, literalOf } from '../../wire/exact-number.ts';
import { isJsonObject, type Json, type JsonObject } from '../../wire/json.ts';
import type { VocabularyField } from '../vocabulary.ts';
import { metadataAttributes, reportAttributes } from './structure.ts';
import { type Attributes, attributesFor } from './write-attributes.ts';
import { writeExtension, writeExtensions } from './write-extension.ts';
import { isScientific } from './write-number.ts';
import { misshapen, type Target, type Write, within } from './write-target.ts';
import { says } from './write-tree.ts';
import { spelledWord } from './write-word.ts';

const words: Readonly<Record<string, VocabularyField>> = {
  type: 'measurementType',
  exception: 'sensorException',
  component: 'component',
};
/** Texts that are no identifiers, and so no CURIEs. */
const verbatim: ReadonlySet<string> = new Set(['time', 'startTime', 'endTime', 'stringValue', 'hexBinaryValue', 'uom']);

const ofMetadata: ReadonlySet<string> = new Set(metadataAttributes);
const ofReport: ReadonlySet<string> = new Set(Object.values(reportAttributes).flat());

/** sensorElementList (EPCIS 2.0 XSD, SensorElementListType). */
export const writeSensors: Write = (name, value, to) => {
  if (!Array.isArray(value)) return misshapen('a list is missing');
  to.out.open(name);
  for (const [index, element] of value.entries()) {
    const wrong = isJsonObject(element) ? writeElement(element, to) : misshapen('a sensor element is a structure');
    if (wrong !== undefined) return within(index, wrong);
  }
  to.out.close(name);
  return undefined;
};

function writeElement(element: JsonObject, to: Target): Refusal | undefined {
  const { sensorMetadata, sensorReport } = element;
  to.out.open('sensorElement');
  if (says(sensorMetadata)) {
    const wrong = writeReadings('sensorMetadata', sensorMetadata, ofMetadata, to);
    if (wrong !== undefined) return within('sensorMetadata', wrong);
  }
  if (!Array.isArray(sensorReport)) return within('sensorReport', misshapen('a list is missing'));
  for (const [index, report] of sensorReport.entries()) {
    const wrong = writeReadings('sensorReport', report, ofReport, to);
    if (wrong !== undefined) return within('sensorReport', within(index, wrong));
  }
  const wrong = writeExtensions(element, to);
  if (wrong !== undefined) return wrong;
  to.out.close('sensorElement');
  return undefined;
}

/** An element whose members are attributes, in the order given. Extensions are attributes too, unless they have structure. */
function writeReadings(name: string, value: Json, known: ReadonlySet<string>, to: Target): Refusal | undefined {
  if (!isJsonObject(value)) return misshapen('is no structure');
  const attributes = attributesFor(to);
  const structured: [string, Json][] = [];
  for (const [member, inner] of Object.entries(value)) {
    let wrong: Refusal | undefined;
    if (!says(inner)) continue;
    if (known.has(member)) wrong = addKnown(member, inner, attributes, to);
    else if (!member.includes(':')) wrong = misshapen(`"${member}" is no member of ${name}`);
    else if (isStructured(inner)) structured.push([member, inner]);
    else wrong = attributes.extend(member.startsWith('@') ? member.slice(1) : member, inner);
    if (wrong !== undefined) return within(member, wrong);
  }
  if (structured.length === 0) {
    to.out.leaf(name, '', attributes.text());
    return undefined;
  }
  to.out.open(name, attributes.text());
  for (const [member, inner] of structured) {
    const wrong = writeExtension(member, inner, to);
    if (wrong !== undefined) return wrong;
  }
  to.out.close(name);
  return undefined;
}

/** An attribute has no type: a number with an exponent would come back as text, which the event hash takes for another value. */
const isStructured = (value: Json): boolean =>
  Array.isArray(value) ||
  isJsonObject(value) ||
  ((typeof value === 'number' || isExactNumber(value)) && isScientific(literalOf(value)));

function addKnown(name: string, value: Json, attributes: Attributes, to: Target): Refusal | undefined {
  const field = words[name];
  if (typeof value === 'boolean') return attributes.add(name, String(value));
  if (typeof value === 'number' || isExactNumber(value)) return attributes.add(name, literalOf(value));
  if (typeof value !== 'string') return misshapen('is no text');
  if (field !== undefined) return attributes.add(name, spelledWord(field, value, to));
  return attributes.add(name, verbatim.has(name) ? value : to.names.inFull(value));
}
