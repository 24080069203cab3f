import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { identifierOf, valueProblem } from './application-identifiers.ts';
import { readBracketedText } from './bracketed-text.ts';
import { canonicalKey, keyForUrn } from './canonical-epc.ts';
import { type CompanyPrefixes, longestPrefix } from './company-prefix-table.ts';
import { fnc1, readElementString } from './element-string.ts';
import { keyOfParts, partsOfKey } from './epc-key.ts';
import { writeParts } from './epc-parts.ts';
import { readUrnParts } from './epc-urn.ts';
import { type DigitalLink, type Element, writeLink } from './key-link.ts';
import { keyPriority, type LinkKey, linkKey, mayBeAttribute } from './link-keys.ts';
import type { LinkParameter } from './link-query.ts';
import { type LinkStyle, readLinkUri, writeLinkUri } from './link-uri.ts';
import { type PlainKeys, plainOfElements } from './plain-keys.ts';
import { quote } from './quote.ts';

/** An identifier in every form it has. */
export interface Conversion {
  /** URN of the key with its most specific qualifier, or why there is none: company prefix not known, no EPC scheme. */
  readonly urn: string | Refusal;
  /** With all qualifiers and attributes, in the style asked for. */
  readonly digitalLink: string;
  /** As identifiers are compared: `canonicalEpc`. */
  readonly canonical: string;
  /** Key, qualifiers, then all other elements. */
  readonly elements: readonly Element[];
  readonly plain: PlainKeys;
  /** Elements that have no place in the link, such as (8200), and those that have none in the URN: lot beside serial, dates. */
  readonly leftOut: { readonly digitalLink: readonly Element[]; readonly urn: readonly Element[] };
}

export interface ConvertOptions extends LinkStyle {
  /** Where to look for company prefixes when the identifier does not show one. */
  readonly companyPrefixes?: readonly string[] | CompanyPrefixes;
}

const rule = 'GS1 Digital Link URI Syntax §4';

interface Known extends DigitalLink {
  readonly others: readonly Element[];
  readonly parameters: readonly LinkParameter[];
  /** Only a URN knows it already. */
  readonly urn?: string;
}

/**
 * Turns an EPC URN, a Digital Link (scanned or not) or an element string (its elements, text in brackets, scanned data that begins with its symbology
 * identifier or FNC1) into all the others. Of several keys, as an order number on a pallet, the first by priority is what all else is about. The length of the company prefix comes from the URN, else from the prefixes given; else `urn` is a refusal. What breaks a rule (wrong
 * check digit, unknown qualifier, value too long) is refused whole.
 */
export function convertIdentifier(
  identifier: string | readonly Element[],
  options: ConvertOptions = {},
): Conversion | Refusal {
  const known = typeof identifier === 'string' ? readText(identifier) : readElements(identifier);
  if (isRefusal(known)) return known;
  const { primary, qualifiers, others, parameters } = known;
  const attributes = others.filter(({ ai }) => mayBeAttribute(ai));
  // Extension 0 means that there is none (CBV 2.0 §8.9), so no link says it.
  const spoken = qualifiers.filter(({ ai, value }) => ai !== '254' || value !== '0');
  const digitalLink = writeLinkUri({ primary, qualifiers: spoken, attributes, parameters }, options);
  if (isRefusal(digitalLink)) return digitalLink;
  const whole = writeLink({ primary, qualifiers });
  const key = canonicalKey(whole) ?? { primary, qualifiers: [] };
  const urn = known.urn ?? urnOf(keyForUrn(whole) ?? key, options);
  const elements = [primary, ...qualifiers, ...others];
  return {
    urn,
    digitalLink,
    canonical: writeLink(key),
    elements,
    plain: plainOfElements(elements),
    leftOut: {
      digitalLink: others.filter(({ ai }) => !mayBeAttribute(ai)),
      urn: isRefusal(urn) ? [] : [...spoken.filter(({ ai }) => ai !== key.qualifiers[0]?.ai), ...others],
    },
  };
}

function readText(text: string): Known | Refusal {
  if (text.startsWith('urn:epc:')) {
    const parts = readUrnParts(text);
    return isRefusal(parts) ? parts : { ...keyOfParts(parts), others: [], parameters: [], urn: writeParts(parts) };
  }
  const [, uri] = /^(?:\]d1|\]Q1)?(https?:.*)$/is.exec(text) ?? [];
  if (uri !== undefined) {
    const link = readLinkUri(uri);
    return isRefusal(link) ? link : { ...link, others: link.attributes };
  }
  if (!['(', ']', '^', fnc1].includes(text.charAt(0)))
    return refuse('malformed', `${quote(text)} is neither an EPC URN nor a GS1 Digital Link nor an element string`, {
      at: '0',
      remedy: 'give urn:epc:…, a web URI, (01)… in brackets, or scanned data with its symbology identifier',
    });
  const elements = text.startsWith('(') ? readBracketedText(text) : readElementString(text);
  return isRefusal(elements) ? elements : readElements(elements);
}

function readElements(given: readonly Element[]): Known | Refusal {
  const elements: Element[] = [];
  for (const [index, element] of given.entries()) {
    const { ai, value } = element;
    const problem = valueProblem(ai, value)?.detail;
    const before = elements.find((one) => one.ai === ai);
    const twice = before && before.value !== value ? 'stands twice with different values' : undefined;
    if (problem ?? twice)
      return refuse('malformed', `(${ai}) ${quote(value)} ${problem ?? twice}`, { at: `/${index}`, rule: 'GS1 GS §3' });
    if (!before) elements.push(element);
  }
  const found = keyPriority.flatMap((ai) => elements.find((element) => element.ai === ai) ?? []);
  const [primary] = found;
  const key = primary && linkKey(primary.ai);
  if (primary === undefined || key === undefined)
    return refuse('malformed', 'there is no GS1 key', { rule, remedy: 'give the elements of one key' });
  const clash = found.find(({ ai }) => identifierOf(primary.ai)?.excludes.includes(ai));
  if (clash)
    return refuse('malformed', `(${primary.ai}) and (${clash.ai}) are keys of different things`, {
      rule,
      remedy: 'give the elements of one key',
    });
  const qualifiers = qualifiersOf(key, elements);
  const others = elements.filter((element) => element !== primary && !qualifiers.includes(element));
  return { primary, qualifiers, others, parameters: [] };
}

/** The order of an element string is free, that of a link is not: of its paths the one is taken that says most. */
function qualifiersOf({ paths }: LinkKey, elements: readonly Element[]): readonly Element[] {
  const filled = paths.map((path) => path.flatMap((ai) => elements.find((element) => element.ai === ai) ?? []));
  const telling = filled.find((path) => path.some(({ ai }) => ai === '21' || ai === '235'));
  return telling ?? filled.find((path) => path.length > 0) ?? [];
}

function urnOf(key: DigitalLink, { companyPrefixes = [] }: ConvertOptions): string | Refusal {
  const prefixes = 'prefixOf' in companyPrefixes ? companyPrefixes : longestPrefix(companyPrefixes);
  const parts = partsOfKey(key, prefixes);
  return isRefusal(parts) ? parts : writeParts(parts);
}
