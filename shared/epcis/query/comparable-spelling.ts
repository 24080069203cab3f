import { canonicalEpc } from '../../gs1/canonical-epc.ts';
import { inFull } from '../canonical-leaf.ts';
import type { Definitions } from '../prefixes.ts';
import { bareWord, isStandardWord, type VocabularyField, webUri } from '../vocabulary.ts';

/**
 * The one spelling under which an identifier is compared: a CURIE in full, a GS1 key as a link on id.gs1.org (CBV 2.0 §8.9), all else as sent.
 * Indexes that answer to the hints of a query hold this spelling.
 */
export const comparableIdentifier = (text: string, definitions: Definitions): string =>
  canonicalEpc(inFull(text, definitions));

/** The one spelling under which a value of a CBV vocabulary is compared: a bare word, or else a URI in full. */
export function comparableWord(field: VocabularyField, text: string, definitions: Definitions): string {
  const full = bareWord(field, inFull(text, definitions));
  return isStandardWord(field, full) ? full : webUri(field, full).replace(VOC, 'https://ref.gs1.org/voc/');
}

/** The hosts of the GS1 Web Vocabulary: the context file and today's tools call it differently. */
const VOC = /^https?:\/\/(?:www\.|ref\.)?gs1\.org\/voc\//;

/** Names that the standard gives to its types, in JSON-LD also as URIs (EPCIS 2.0 ontology). */
const OWN_TYPE = /^(?:epcis:|https?:\/\/(?:ref|ns)\.gs1\.org\/epcis\/)(?=[A-Za-z]+Event$)/;

/** The same for the type of an event. */
export const comparableType = (text: string, definitions: Definitions): string =>
  inFull(text, definitions).replace(OWN_TYPE, '');
