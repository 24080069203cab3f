import type { XmlPlace } from '../../wire/xml-place.ts';

/** Where the members of one object, or the items of one array, stood in the text. */
export interface Trail {
  /** In the order of the members or items. */
  readonly places: XmlPlace[];
  /** Of an object: elements between the holder's and the member's, with `/` between them; '' when the member is no element. */
  readonly labels: string[];
  /** Of an array: the name of each item's element. */
  readonly item: string;
  /** Of those members or items that are objects or arrays themselves. */
  inside: (Trail | undefined)[] | undefined;
  /** The members' names with their indexes; made when a name comes up again. */
  names: Map<string, number> | undefined;
}

/** An element of the text. */
export interface Spot {
  readonly at: XmlPlace;
  /** From the element that was looked at, such as `/epcList/epc[4]`. */
  readonly path: string;
}

const noLabels: string[] = [];

/** `item`: the name of each item's element, for an array. */
export const newTrail = (item = ''): Trail => ({
  places: [],
  labels: item === '' ? [] : noLabels,
  item,
  inside: undefined,
  names: undefined,
});

/** Remembers the trail of the member or item that was added last. */
export function enter(trail: Trail, inside: Trail): void {
  trail.inside ??= [];
  trail.inside[trail.places.length - 1] = inside;
}

/** Where the value stood that a JSON pointer leads to, or as far as the pointer can be followed. */
export function spotOf(pointer: string, tree: object, trail: Trail, at: XmlPlace): Spot {
  let spot: Spot = { at, path: '' };
  let holder: unknown = tree;
  let here: Trail | undefined = trail;
  for (const step of pointer.split('/').slice(1)) {
    if (here === undefined || typeof holder !== 'object' || holder === null) break;
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    const index = Array.isArray(holder) ? Number(name) : Object.keys(holder).indexOf(name);
    const place = here.places[index];
    if (place === undefined) break;
    spot = { at: place, path: spot.path + segment(here, index) };
    holder = Reflect.get(holder, name);
    here = here.inside?.[index];
  }
  return spot;
}

function segment({ item, labels }: Trail, index: number): string {
  if (item !== '') return `/${item}[${index + 1}]`;
  const label = labels[index];
  return label === undefined || label === '' ? '' : `/${label}`;
}
