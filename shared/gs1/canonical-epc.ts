import { isRefusal } from '../refusal.ts';
import { findDigitalLink } from './digital-link.ts';
import { keyOfParts } from './epc-key.ts';
import { readUrnParts } from './epc-urn.ts';
import { type DigitalLink, writeLink } from './key-link.ts';

/** The most specific qualifier wins: serials before a lot, a lot before nothing; a consumer product variant never counts. */
const telling = ['21', '235', '10', '254', '8011'];

/** The GS1 key a URN or Digital Link stands for, with its most specific qualifier only; undefined for any other text. */
export function canonicalKey(text: string): DigitalLink | undefined {
  const link = text.startsWith('urn:epc:') ? keyOfUrn(text) : keyOfLink(text);
  if (link === undefined || link.qualifiers.length === 0) return link;
  const ai = telling.find((candidate) => link.qualifiers.some((qualifier) => qualifier.ai === candidate));
  return { primary: link.primary, qualifiers: link.qualifiers.filter((qualifier) => qualifier.ai === ai) };
}

/**
 * One spelling per thing: an EPC URN or a Digital Link of any host becomes the link on `id.gs1.org` with numeric identifiers, a GTIN of
 * 14 digits and the most specific qualifier (CBV 2.0 §8.9). Text that is neither is returned unchanged; so are wrong check digits in links,
 * which are data to report, not to mend.
 */
export function canonicalEpc(text: string): string {
  const key = canonicalKey(text);
  return key ? writeLink(key) : text;
}

function keyOfUrn(text: string): DigitalLink | undefined {
  const parts = readUrnParts(text);
  return isRefusal(parts) ? undefined : keyOfParts(parts);
}

function keyOfLink(text: string): DigitalLink | undefined {
  const link = findDigitalLink(text);
  if (isRefusal(link)) return undefined;
  // Extension 0 of a location means that there is none, so it must not make a second spelling.
  return {
    primary: link.primary,
    qualifiers: link.qualifiers.filter(({ ai, value }) => ai !== '254' || value !== '0'),
  };
}
