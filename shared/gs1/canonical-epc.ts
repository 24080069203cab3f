import { isRefusal } from '../refusal.ts';
import { isDoubtful } from './doubtful-link.ts';
import { keyOfParts } from './epc-key.ts';
import { readUrnParts } from './epc-urn.ts';
import { type DigitalLink, writeLink } from './key-link.ts';
import { findInPath } from './link-path.ts';
import { isQuicklyCanonical, quickKey } from './quick-key.ts';
import { quickLink } from './quick-link.ts';

/** The most specific qualifier wins: serials before a lot, a lot before nothing; a consumer product variant never counts. */
const telling = ['21', '235', '10', '254', '8011', '8019', '8020', '7040'];

/**
 * The GS1 key a URN or Digital Link stands for, with its most specific qualifier only; undefined for any other text, and for the address of another
 * service that looks a little like a link (`isDoubtful`).
 */
export function canonicalKey(text: string): DigitalLink | undefined {
  if (text.startsWith('urn:epc:')) return quickKey(text) ?? keyOfUrn(text);
  const link = keyOfLink(text);
  return link && mostSpecific(link);
}

/**
 * The key that the EPC URN of a text has to say. It differs from the canonical one where a consumer product variant stands alone: without it a URN
 * would name more than the link does.
 */
export function keyForUrn(text: string): DigitalLink | undefined {
  const key = canonicalKey(text);
  if (key === undefined || key.qualifiers.length > 0 || text.startsWith('urn:epc:')) return key;
  return keyOfLink(text);
}

/**
 * One spelling per thing: an EPC URN or a Digital Link of any host becomes the link on `id.gs1.org` with numeric identifiers, a GTIN of
 * 14 digits and the most specific qualifier (CBV 2.0 §8.9). Text that is neither is returned unchanged. Wrong check digits in links stay as they
 * are: data to report, not to mend.
 */
export function canonicalEpc(text: string): string {
  // Every identifier of every event comes through here, so the usual spellings do not wait for the general reader.
  const quick = quickLink(text);
  if (quick !== undefined) return quick;
  if (isQuicklyCanonical(text)) return text;
  const key = canonicalKey(text);
  return key ? writeLink(key) : text;
}

function mostSpecific({ primary, qualifiers }: DigitalLink): DigitalLink {
  if (qualifiers.length === 0) return { primary, qualifiers };
  const ai = telling.find((candidate) => qualifiers.some((qualifier) => qualifier.ai === candidate));
  return { primary, qualifiers: qualifiers.filter((qualifier) => qualifier.ai === ai) };
}

function keyOfUrn(text: string): DigitalLink | undefined {
  const parts = readUrnParts(text);
  return isRefusal(parts) ? undefined : keyOfParts(parts);
}

function keyOfLink(text: string): DigitalLink | undefined {
  const found = findInPath(text);
  if (found === undefined || isRefusal(found)) return undefined;
  if (isDoubtful(text, found)) return undefined;
  const { primary, qualifiers } = found.link;
  // Extension 0 of a location means that there is none, so it must not make a second spelling.
  return { primary, qualifiers: qualifiers.filter(({ ai, value }) => ai !== '254' || value !== '0') };
}
