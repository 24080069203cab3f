import type { Refusal } from '../../refusal.ts';
import { isExactNumber, literalOf } from '../../wire/exact-number.ts';
import { isJsonObject, type JsonObject } from '../../wire/json.ts';
import { xmlText } from '../../wire/write-xml.ts';
import type { VocabularyField } from '../vocabulary.ts';
import { itemOf } from './structure.ts';
import { attributesFor, extensionAttributes } from './write-attributes.ts';
import { writeExtensions } from './write-extension.ts';
import { plainDecimal } from './write-number.ts';
import { writeSensors } from './write-sensors.ts';
import { misshapen, type Target, type Write, within } from './write-target.ts';
import { says } from './write-tree.ts';
import { spelledWord } from './write-word.ts';

/** An element with this text. */
function writeText(name: string, text: string, to: Target): Refusal | undefined {
  const escaped = xmlText(text);
  if (typeof escaped !== 'string') return escaped;
  to.out.leaf(name, escaped);
  return undefined;
}

const text: Write = (name, value, to) =>
  typeof value === 'string' ? writeText(name, value, to) : misshapen('is no text');

const uri: Write = (name, value, to) =>
  typeof value === 'string' ? writeText(name, to.names.inFull(value), to) : misshapen('is no URI');

const word =
  (field: VocabularyField): Write =>
  (name, value, to) =>
    typeof value === 'string' ? writeText(name, spelledWord(field, value, to), to) : misshapen('is no text');

const decimal: Write = (name, value, to) => {
  if (typeof value !== 'number' && !isExactNumber(value)) return misshapen('is no number');
  const digits = plainDecimal(literalOf(value));
  return typeof digits === 'string' ? writeText(name, digits, to) : digits;
};

/** One element for each item of a list, or for a value that is no list. */
const each =
  (item: Write): Write =>
  (name, value, to) => {
    if (!Array.isArray(value)) return item(name, value, to);
    let index = 0;
    for (const inner of value) {
      const wrong = item(name, inner, to);
      if (wrong !== undefined) return within(index, wrong);
      index++;
    }
    return undefined;
  };

/** A list element, with an element for each item. */
const listOf = (item: Write, element?: string): Write => {
  const items = each(item);
  return (name, value, to) => {
    to.out.open(name);
    const wrong = items(element ?? itemNames.get(name) ?? name, value, to);
    if (wrong !== undefined) return wrong;
    to.out.close(name);
    return undefined;
  };
};

const itemNames: ReadonlyMap<string, string> = new Map(Object.entries(itemOf));

/** An element with these members in this order, then what others added to it. */
const structure =
  (members: readonly (readonly [name: string, write: Write])[]): Write =>
  (name, value, to) => {
    if (!isJsonObject(value)) return misshapen('is no structure');
    const attributes = extensionAttributes(value, to);
    if (typeof attributes !== 'string') return attributes;
    if (!Object.values(value).some(says)) {
      to.out.leaf(name, '', attributes);
      return undefined;
    }
    to.out.open(name, attributes);
    for (const [member, write] of members) {
      const inner = value[member];
      const wrong = says(inner) ? write(member, inner, to) : undefined;
      if (wrong !== undefined) return within(member, wrong);
    }
    const wrong = writeExtensions(value, to);
    if (wrong !== undefined) return wrong;
    to.out.close(name);
    return undefined;
  };

/** `<source type="…">identifier</source>`: the identifier stands in the member of the element's own name. */
const typed =
  (field: VocabularyField): Write =>
  (name, value, to) => {
    if (!isJsonObject(value)) return misshapen('is no structure');
    const identifier = value[name];
    if (typeof identifier !== 'string') return within(name, misshapen('is no URI'));
    const attributes = typeAttributes(value, name, field, to);
    if (typeof attributes !== 'string') return attributes;
    const escaped = xmlText(to.names.inFull(identifier));
    if (typeof escaped !== 'string') return within(name, escaped);
    to.out.leaf(name, escaped, attributes);
    return undefined;
  };

function typeAttributes(value: JsonObject, name: string, field: VocabularyField, to: Target): string | Refusal {
  const attributes = attributesFor(to);
  for (const [member, inner] of Object.entries(value)) {
    if (member === name || !says(inner)) continue;
    const isType = member === 'type' && typeof inner === 'string';
    const wrong = isType
      ? attributes.add('type', spelledWord(field, inner, to))
      : attributes.extend(member.replace(/^@/, ''), inner);
    if (wrong !== undefined) return within(member, wrong);
  }
  return attributes.text();
}

const quantities = listOf(
  structure([
    ['epcClass', uri],
    ['quantity', decimal],
    ['uom', text],
  ]),
);
const uris = listOf(uri);
const place = structure([['id', uri]]);
const dispositions = each(word('disposition'));

/** How each standard member of an event is written, whatever the event's type (EPCIS XSD 1.2 and 2.0). */
export const fields: ReadonlyMap<string, Write> = new Map<string, Write>([
  ['eventTime', text],
  ['recordTime', text],
  ['eventTimeZoneOffset', text],
  ['eventID', uri],
  [
    'errorDeclaration',
    structure([
      ['declarationTime', text],
      ['reason', word('errorReason')],
      ['correctiveEventIDs', uris],
    ]),
  ],
  ['certificationInfo', each(uri)],
  ['parentID', uri],
  ['epcList', uris],
  ['childEPCs', uris],
  ['inputEPCList', uris],
  ['outputEPCList', uris],
  ['quantityList', quantities],
  ['childQuantityList', quantities],
  ['inputQuantityList', quantities],
  ['outputQuantityList', quantities],
  ['transformationID', uri],
  ['action', text],
  ['bizStep', word('bizStep')],
  ['disposition', word('disposition')],
  ['readPoint', place],
  ['bizLocation', place],
  ['bizTransactionList', listOf(typed('bizTransactionType'))],
  ['sourceList', listOf(typed('sourceDestType'))],
  ['destinationList', listOf(typed('sourceDestType'))],
  ['sensorElementList', writeSensors],
  [
    'persistentDisposition',
    structure([
      ['unset', dispositions],
      ['set', dispositions],
    ]),
  ],
  ['ilmd', structure([])],
]);
