import type { Refusal } from '../refusal.ts';
import { isRefusal } from '../refusal.ts';
import { readBracketedText } from './bracketed-text.ts';
import { readDigitalLink } from './digital-link.ts';
import { readElementString } from './element-string.ts';
import type { Element } from './key-link.ts';

/**
 * The elements of a code as it is scanned or typed: an element string, the same with identifiers in brackets, or a Digital Link, whose query has what is no
 * part of the key (GS1 Digital Link URI Syntax §4.10).
 */
export function readCodeText(text: string): readonly Element[] | Refusal {
  if (text.startsWith('(')) return readBracketedText(text);
  if (!/^https?:\/\//i.test(text)) return readElementString(text);
  const link = readDigitalLink(text);
  return isRefusal(link) ? link : [link.primary, ...link.qualifiers, ...ofQuery(text)];
}

const ofQuery = (text: string): Element[] =>
  [...text.matchAll(/[?&](\d{2,4})=([^&#]*)/g)].map(([, ai = '', value = '']) => ({ ai, value }));
