import { type ExactNumber, exactNumber } from '../../wire/exact-number.ts';
import type { Json } from '../../wire/json.ts';
import { isXmlSpace } from '../../wire/xml-space.ts';
import type { Leaf } from './read-kinds.ts';

/** Without the white space of XML at its ends. */
export function trimmed(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isXmlSpace(text.charCodeAt(from))) from++;
  while (to > from && isXmlSpace(text.charCodeAt(to - 1))) to--;
  return from === 0 && to === text.length ? text : text.slice(from, to);
}

/** True when there is nothing but white space. */
export const isBlank = (text: string): boolean => {
  for (let at = 0; at < text.length; at++) if (!isXmlSpace(text.charCodeAt(at))) return false;
  return true;
};

/** The value of a trimmed text. One that is no number or boolean stays text, for the checks to refuse. */
export function leafValue(text: string, leaf: Leaf): Json {
  if (leaf === 'text') return text;
  return (leaf === 'number' ? numberOf(text) : truthOf(text)) ?? text;
}

const decimal = /^([+-]?)(\d*)(?:\.(\d*))?([eE][+-]?\d+)?$/;

/** xsd:decimal or xsd:double as the JSON number with the same digits: `+5`, `.5`, `5.` and `007` are written otherwise there. */
export function numberOf(text: string): number | ExactNumber | undefined {
  const found = decimal.exec(text);
  if (found === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent = ''] = found;
  if (whole === '' && fraction === '') return undefined;
  const digits = `${whole.replace(/^0+(?=\d)/, '') || '0'}${fraction === '' ? '' : `.${fraction}`}`;
  return exactNumber(`${sign === '-' ? '-' : ''}${digits}${exponent}`);
}

/** xsd:boolean. */
export function truthOf(text: string): boolean | undefined {
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : undefined;
}

const numeric = new Set(
  (
    'decimal integer int long short byte double float nonNegativeInteger nonPositiveInteger positiveInteger ' +
    'negativeInteger unsignedLong unsignedInt unsignedShort unsignedByte'
  ).split(' '),
);

/** The value of a trimmed text of somebody else's element, by its xsi:type if it has one. The prefix of a type is often not declared, so it does not count. */
export function typedValue(text: string, type: string | undefined): Json {
  if (type === undefined) return text;
  const local = type.slice(type.indexOf(':') + 1);
  if (numeric.has(local)) return numberOf(text) ?? text;
  return local === 'boolean' ? (truthOf(text) ?? text) : text;
}
