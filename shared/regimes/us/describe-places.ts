import type { EpcisEvent } from '../../epcis/event.ts';
import type { VocabularyElement } from '../../epcis/master-data.ts';
import { canonicalKey } from '../../gs1/canonical-epc.ts';
import { elementOf } from './element-of.ts';

/** A place or party by name and address. */
export interface UsPlace {
  readonly name: string;
  readonly address: {
    readonly street?: string | undefined;
    readonly more?: string | undefined;
    readonly city: string;
    readonly state?: string | undefined;
    readonly postalCode?: string | undefined;
    readonly country: string;
  };
  /** Names of its read points by their GLN extension. */
  readonly points?: ReadonlyMap<string, string>;
}

/** SGLNs that events name, each once. */
export function sglnsIn(events: readonly EpcisEvent[]): Set<string> {
  const found = new Set<string>();
  for (const { readPoint, bizLocation, sourceList = [], destinationList = [] } of events) {
    for (const place of [readPoint, bizLocation]) if (place !== undefined) found.add(place.id);
    for (const { source } of sourceList) found.add(source);
    for (const { destination } of destinationList) found.add(destination);
  }
  return new Set([...found].filter((id) => glnOf(id) !== undefined));
}

/** The GLN of a place or party, 13 digits. */
export function glnOf(id: string): string | undefined {
  const key = canonicalKey(id)?.primary;
  return key?.ai === '414' || key?.ai === '417' ? key.value : undefined;
}

/** A place as Location master data: a line of a plant has the plant's address. */
export function describePlace(id: string, { name, address, points }: UsPlace): VocabularyElement {
  const extension = canonicalKey(id)?.qualifiers.find(({ ai }) => ai === '254')?.value;
  const { street, more, city, state, postalCode, country } = address;
  return elementOf(id, {
    name: points?.get(extension ?? '') ?? name,
    streetAddressOne: street,
    streetAddressTwo: more,
    city,
    state,
    postalCode,
    countryCode: country,
  });
}
