import { checkDigit } from './check-digit.ts';
import type { DigitalLink } from './key-link.ts';

/** A spelling that is read without a regular expression: nearly all EPCs of pharmaceutical events have one of them. */
interface QuickUrn {
  readonly head: string;
  readonly ai: string;
  /** Digits of company prefix and reference together. */
  readonly digits: number;
  /** The reference begins with the indicator or extension digit. */
  readonly turned: boolean;
  readonly serialAi: string | undefined;
}

const sgtin: QuickUrn = { head: 'urn:epc:id:sgtin:', ai: '01', digits: 13, turned: true, serialAi: '21' };
const sscc: QuickUrn = { head: 'urn:epc:id:sscc:', ai: '00', digits: 17, turned: true, serialAi: undefined };
const sgln: QuickUrn = { head: 'urn:epc:id:sgln:', ai: '414', digits: 12, turned: false, serialAi: '254' };
const lgtin: QuickUrn = { head: 'urn:epc:class:lgtin:', ai: '01', digits: 13, turned: true, serialAi: '10' };
const quickUrns = [sgtin, sscc, sgln, lgtin];

/** The most characters a serial, lot or extension has. */
const MOST = 20;
const DOT = 46;
/** Where the path of a canonical link begins. */
const PATH = 'https://id.gs1.org/'.length;

/**
 * The key of an SGTIN, SSCC, SGLN or LGTIN URN without escapes; undefined for anything else, which says nothing about it: the general reader
 * decides. Both agree wherever this one answers.
 */
export function quickKey(urn: string): DigitalLink | undefined {
  for (const quick of quickUrns) if (urn.startsWith(quick.head)) return read(quick, urn);
  return undefined;
}

/** True for canonical links of the same keys without escapes. False says nothing. */
export function isQuicklyCanonical(link: string): boolean {
  if (!link.startsWith('https://id.gs1.org/')) return false;
  if (link.startsWith('01/', PATH)) return keyEnds(link, PATH + 3, 14, '/21/') || keyEnds(link, PATH + 3, 14, '/10/');
  if (link.startsWith('00/', PATH)) return link.length === PATH + 21 && digitsEnd(link, PATH + 3) === link.length;
  return link.startsWith('414/', PATH) && keyEnds(link, PATH + 4, 13, '/254/') && !link.endsWith('/254/0');
}

function read({ head, ai, digits, turned, serialAi }: QuickUrn, urn: string): DigitalLink | undefined {
  const from = head.length;
  const dot = digitsEnd(urn, from);
  const length = dot - from;
  if (length < 6 || length > 12 || urn.charCodeAt(dot) !== DOT) return undefined;
  const end = dot + 1 + digits - length;
  if (digitsEnd(urn, dot + 1) !== end) return undefined;
  if (serialAi === undefined ? end !== urn.length : !isPlain(urn, end + 1) || urn.charCodeAt(end) !== DOT)
    return undefined;
  const prefix = urn.slice(from, dot);
  const body = turned ? urn.charAt(dot + 1) + prefix + urn.slice(dot + 2, end) : prefix + urn.slice(dot + 1, end);
  const primary = { ai, value: body + checkDigit(body) };
  if (serialAi === undefined) return { primary, qualifiers: [] };
  const value = urn.slice(end + 1);
  return { primary, qualifiers: serialAi === '254' && value === '0' ? [] : [{ ai: serialAi, value }] };
}

function keyEnds(link: string, from: number, digits: number, qualifier: string): boolean {
  const end = from + digits;
  if (digitsEnd(link, from) !== end) return false;
  return end === link.length || (link.startsWith(qualifier, end) && isPlain(link, end + qualifier.length));
}

/** Where the digits from an offset on end. */
function digitsEnd(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code >= 48 && code <= 57; code = text.charCodeAt(at)) at++;
  return at;
}

/** True when the rest is 1 to 20 characters that neither a URN nor a link escapes: letters, digits, `-`, `.`, `_`. */
export function isPlain(text: string, from: number): boolean {
  const { length } = text;
  if (length <= from || length > from + MOST) return false;
  for (let at = from; at < length; at++) {
    const code = text.charCodeAt(at);
    const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
    if (!isLetter && !(code >= 48 && code <= 57) && code !== 45 && code !== DOT) return false;
  }
  return true;
}
