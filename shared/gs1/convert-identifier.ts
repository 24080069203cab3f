import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { valueProblem } from './application-identifiers.ts';
import { readBracketedText } from './bracketed-text.ts';
import { canonicalKey } from './canonical-epc.ts';
import { type CompanyPrefixes, longestPrefix } from './company-prefix-table.ts';
import { readElementString } from './element-string.ts';
import { keyOfParts, partsOfKey } from './epc-key.ts';
import { writeParts } from './epc-parts.ts';
import { readUrnParts } from './epc-urn.ts';
import { type DigitalLink, type Element, writeLink } from './key-link.ts';
import { linkKeys, mayBeAttribute } from './link-keys.ts';
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
  /** Elements that a link may not carry, such as (91) and (92). */
  readonly leftOut: readonly Element[];
}

export interface ConvertOptions extends LinkStyle {
  /** Where to look for company prefixes when the identifier does not show one. */
  readonly companyPrefixes?: readonly string[] | CompanyPrefixes;
}

interface Known extends DigitalLink {
  readonly others: readonly Element[];
  readonly parameters: readonly LinkParameter[];
  /** Only a URN knows it already. */
  readonly urn?: string;
}

/**
 * Turns an EPC URN, a Digital Link or an element string (its elements, text in brackets, scanned data with symbology identifier) into all the
 * others. The length of the company prefix comes from the URN, else from the prefixes given; else `urn` is a refusal. What breaks a rule (wrong
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
  const key = canonicalKey(writeLink({ primary, qualifiers })) ?? { primary, qualifiers: [] };
  const elements = [primary, ...qualifiers, ...others];
  return {
    urn: known.urn ?? urnOf(key, options),
    digitalLink,
    canonical: writeLink(key),
    elements,
    plain: plainOfElements(elements),
    leftOut: others.filter(({ ai }) => !mayBeAttribute(ai)),
  };
}

function readText(text: string): Known | Refusal {
  if (text.startsWith('urn:epc:')) {
    const parts = readUrnParts(text);
    return isRefusal(parts) ? parts : { ...keyOfParts(parts), others: [], parameters: [], urn: writeParts(parts) };
  }
  if (/^https?:/i.test(text)) {
    const link = readLinkUri(text);
    return isRefusal(link) ? link : { ...link, others: link.attributes };
  }
  if (!/^[(\]]/.test(text))
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
    const clash = before && before.value !== value ? 'stands twice with different values' : undefined;
    if (problem ?? clash)
      return refuse('malformed', `(${ai}) ${quote(value)} ${problem ?? clash}`, { at: `/${index}`, rule: 'GS1 GS §3' });
    if (!before) elements.push(element);
  }
  const [primary, second] = elements.filter(({ ai }) => Object.hasOwn(linkKeys, ai));
  if (primary === undefined || second !== undefined)
    return refuse('malformed', primary ? `(${primary.ai}) and (${second?.ai}) are both keys` : 'there is no GS1 key', {
      rule: 'GS1 Digital Link URI Syntax §4',
      remedy: 'give the elements of one key',
    });
  const allowed = linkKeys[primary.ai]?.qualifiers ?? [];
  // The order of an element string is free, that of a link is not.
  const qualifiers = allowed.flatMap((ai) => elements.filter((element) => element.ai === ai));
  const others = elements.filter((element) => element !== primary && !allowed.includes(element.ai));
  return { primary, qualifiers, others, parameters: [] };
}

function urnOf(key: DigitalLink, { companyPrefixes = [] }: ConvertOptions): string | Refusal {
  const prefixes = 'prefixOf' in companyPrefixes ? companyPrefixes : longestPrefix(companyPrefixes);
  const parts = partsOfKey(key, prefixes);
  return isRefusal(parts) ? parts : writeParts(parts);
}
