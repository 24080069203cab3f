import { canonicalKey } from '../gs1/canonical-epc.ts';

/** The location itself of a place (canonical) that may be a part of one: an SGLN without its extension. Other identifiers stay as they are. */
export function siteOf(place: string): string {
  return place.startsWith('https://id.gs1.org/414/') ? place.replace(/\/254\/.*$/, '') : place;
}

/** The GLN of a place or party, 13 digits; undefined when it is identified otherwise. */
export function glnOf(id: string): string | undefined {
  const key = canonicalKey(id);
  return key !== undefined && (key.primary.ai === '414' || key.primary.ai === '417') ? key.primary.value : undefined;
}
