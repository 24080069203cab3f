import type { Refusal } from '../../refusal.ts';
import { isExactNumber, literalOf } from '../../wire/exact-number.ts';
import type { Json } from '../../wire/json.ts';
import { xmlText } from '../../wire/write-xml.ts';
import { XSD, XSI } from './structure.ts';
import { isScientific } from './write-number.ts';
import type { Target } from './write-target.ts';

/** A value that is no list and no structure. */
export interface Scalar {
  readonly text: string;
  /** The local name of its XML Schema type; absent for text. */
  readonly type?: string;
}

/** The scalar that a value is, with CURIEs in full; undefined for null, lists and structures. */
export function scalarOf(value: Json, to: Target): Scalar | undefined {
  if (typeof value === 'string') return { text: to.names.inFull(value) };
  if (typeof value === 'boolean') return { text: String(value), type: 'boolean' };
  if (typeof value !== 'number' && !isExactNumber(value)) return undefined;
  const literal = literalOf(value);
  return { text: literal, type: isScientific(literal) ? 'double' : 'decimal' };
}

/** A whole element with the scalar. Its type is told only when it has no attributes: xsd's simple types forbid them. */
export function writeScalar(element: string, { text, type }: Scalar, to: Target, attributes = ''): Refusal | undefined {
  const escaped = xmlText(text);
  if (typeof escaped !== 'string') return escaped;
  const told = type === undefined || attributes !== '' ? attributes : typeAttribute(type, to);
  to.out.leaf(element, escaped, told + spaceAttribute(text));
  return undefined;
}

/** Readers leave out the white space around a text unless it is told to belong to it (XML 1.0 §2.10). */
export const spaceAttribute = (text: string): string =>
  /^[ \t\r\n]|[ \t\r\n]$/.test(text) ? ' xml:space="preserve"' : '';

const typeAttribute = (type: string, { names }: Target): string =>
  ` ${names.prefixOf(XSI)}:type="${names.prefixOf(XSD)}:${type}"`;
