import { type Refusal, refuse } from '../../refusal.ts';
import { isJsonObject, type Json, type JsonObject } from '../../wire/json.ts';
import { isNcName, xmlText } from '../../wire/write-xml.ts';
import { attributeName } from '../attribute-members.ts';
import { isTypedValue } from '../typed-value.ts';
import { attributesFor } from './write-attributes.ts';
import { type Scalar, scalarOf, spaceAttribute, writeScalar } from './write-scalar.ts';
import { misshapen, type Target, within } from './write-target.ts';

/** Deeper than any reader lets a document be, shallower than a stack. */
const DEEPEST = 200;

/** The members of `holder` that are extensions and no attributes, as elements in their order (EPCIS 2.0 §9.4). */
export function writeExtensions(holder: JsonObject, to: Target): Refusal | undefined {
  for (const name in holder) {
    if (!name.includes(':') || name.startsWith('@')) continue;
    const wrong = writeExtension(name, holder[name] ?? null, to);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

/** One extension member: an element, or one for each item of an array. Null says nothing. */
export function writeExtension(name: string, value: Json, to: Target, depth = 0): Refusal | undefined {
  if (value === null) return undefined;
  const element = to.names.qualified(name);
  const wrong = typeof element === 'string' ? writeValue(element, value, to, depth) : element;
  return wrong === undefined ? undefined : within(name, wrong);
}

function writeValue(element: string, value: Json, to: Target, depth: number): Refusal | undefined {
  if (depth > DEEPEST) return refuse('too-complex', `values are nested more than ${DEEPEST} levels deep`);
  if (value === null) return undefined;
  if (!Array.isArray(value)) return writeContent(element, value, to, { depth });
  let index = 0;
  for (const item of value) {
    const wrong = writeValue(element, item, to, depth + 1);
    if (wrong !== undefined) return within(index, wrong);
    index++;
  }
  return undefined;
}

/** An element with a scalar or a structure. `attributes`: what it has besides those of the structure, with a space before each. */
export function writeContent(
  element: string,
  value: Json,
  to: Target,
  { depth = 0, attributes = '' }: { depth?: number; attributes?: string } = {},
): Refusal | undefined {
  const scalar = scalarOf(value, to);
  if (scalar !== undefined) return writeScalar(element, scalar, to, attributes);
  if (!isJsonObject(value)) return misshapen('a list stands where one value must');
  const content = contentOf(value, to);
  if ('refused' in content) return content;
  const all = attributes + content.attributes;
  if (content.children.length === 0) return writeScalar(element, content.scalar, to, all);
  const text = xmlText(content.scalar.text);
  if (typeof text !== 'string') return text;
  to.out.open(element, all + spaceAttribute(content.scalar.text), text === '' ? undefined : text);
  for (const [name, child] of content.children) {
    const wrong = writeExtension(name, child, to, depth + 1);
    if (wrong !== undefined) return wrong;
  }
  to.out.close(element);
  return undefined;
}

/** A structure, told apart into what XML tells apart. */
interface Content {
  readonly attributes: string;
  readonly scalar: Scalar;
  readonly children: readonly [name: string, value: Json][];
}

/** `@name` is an attribute, `#text` the text beside others. */
function contentOf(structure: JsonObject, to: Target): Content | Refusal {
  if (isTypedValue(structure)) return typedContent(structure, to);
  const attributes = attributesFor(to);
  const children: [string, Json][] = [];
  let scalar: Scalar = { text: '' };
  for (const [name, value] of Object.entries(structure)) {
    let wrong: Refusal | undefined;
    if (value === null) continue;
    if (name === '#text') {
      const text = scalarOf(value, to);
      if (text === undefined) wrong = misshapen('a list or structure stands where text must');
      else scalar = text;
    } else if (name.startsWith('@')) wrong = attributes.extend(attributeName(name), value);
    else children.push([name, value]);
    if (wrong !== undefined) return within(name, wrong);
  }
  return { attributes: attributes.text(), scalar, children };
}

/** A value object of JSON-LD. Types that are none of XML Schema have no place in XML. */
function typedContent({ '@value': value = null, '@type': type, '@language': language }: JsonObject, to: Target) {
  const scalar = scalarOf(value, to);
  if (scalar === undefined) return within('@value', misshapen('a list or structure stands where text must'));
  const attributes = attributesFor(to);
  const wrong = language === undefined ? undefined : attributes.extend('xml:lang', language);
  if (wrong !== undefined) return within('@language', wrong);
  const told = schemaType(type);
  return {
    attributes: attributes.text(),
    scalar: told === undefined ? scalar : { text: scalar.text, type: told },
    children: [],
  };
}

const XSD_IRI = 'http://www.w3.org/2001/XMLSchema#';

/** The local name of an XML Schema type that a typed value of JSON-LD names. */
function schemaType(type: Json | undefined): string | undefined {
  if (typeof type !== 'string') return undefined;
  const head = ['xsd:', XSD_IRI].find((start) => type.startsWith(start));
  const local = head === undefined ? '' : type.slice(head.length);
  return isNcName(local) ? local : undefined;
}
