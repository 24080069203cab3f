import { canonicalEpc } from '../gs1/canonical-epc.ts';
import type { Json } from '../wire/json.ts';
import { type Definitions, namespaceOf } from './prefixes.ts';
import { isTime, utcMilliseconds } from './time.ts';

/** One value as the event hash spells it: a canonical identifier or number, a CURIE in full, any other text as it is. */
export function canonicalLeaf(value: Json, definitions: Definitions): string {
  if (typeof value !== 'string') return canonicalNumber(String(value));
  return canonicalNumber(canonicalEpc(inFull(value, definitions)));
}

/** A CURIE with its namespace in place of a prefix that was defined; any other text unchanged. */
export function inFull(text: string, definitions: Definitions): string {
  const colon = definitions.size === 0 ? -1 : text.indexOf(':');
  if (text.startsWith('//', colon + 1)) return text;
  const prefix = text.slice(0, Math.max(0, colon));
  const namespace = definitions.has(prefix) ? namespaceOf(prefix, definitions) : undefined;
  return namespace === undefined ? text : namespace + text.slice(colon + 1);
}

/** The same, for a member that may hold a time; by its name, because a text that looks like one need not be one. */
export function canonicalMember(name: string, value: Json, definitions: Definitions): string {
  const isInstant = typeof value === 'string' && /time/i.test(name) && isTime(value);
  return isInstant ? utcMilliseconds(value) : canonicalLeaf(value, definitions);
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;

/** Without plus sign, leading zeros, and zeros or a point at the end. Text that reads as a number is one: `007` is `7`. */
export function canonicalNumber(text: string): string {
  if (!decimal.test(text)) return text;
  const [whole = '', fraction = ''] = text.replace(/^[+-]/, '').split('.');
  const digits = whole.replace(/^0+/, '') || '0';
  const tail = fraction.replace(/0+$/, '');
  const sign = text.startsWith('-') && (digits !== '0' || tail !== '') ? '-' : '';
  return tail === '' ? sign + digits : `${sign}${digits}.${tail}`;
}
