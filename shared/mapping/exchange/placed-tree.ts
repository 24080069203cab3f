import { type Refusal, refuse } from '../../refusal.ts';
import { type XmlHandler, xmlReader } from '../../wire/read-xml.ts';
import { refuseXml } from '../../wire/refuse-xml.ts';
import type { XmlPlace } from '../../wire/xml-place.ts';

/** An element, where it stands, and what it holds. */
export interface PlacedTree {
  readonly local: string;
  readonly namespace: string;
  readonly at: XmlPlace;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly PlacedTree[];
  readonly text: string;
}

interface Growing extends PlacedTree {
  readonly children: Growing[];
  text: string;
}

/** A message about 200,000 units has an element for each, or two. */
const MOST_ELEMENTS = 500_000;
const limits = { depth: 16, length: 64 * 1024, attributes: 16, declarations: 32 };

/** Reads a whole document, bounded in depth, length of a text and number of elements. An element holds text or elements, not both. */
export function placedTree(text: string): PlacedTree | Refusal {
  const path: Growing[] = [];
  let root: Growing | undefined;
  let elements = 0;
  const handler: XmlHandler = {
    open: ({ local, namespace }, attributes, at) => {
      if (++elements > MOST_ELEMENTS)
        return refuseXml('too-large', `more than ${MOST_ELEMENTS} elements`, at, { remedy: 'send it in parts' });
      const told = new Map(attributes.map(({ name, value }) => [name.local, value]));
      const grown: Growing = { local, namespace, at, attributes: told, children: [], text: '' };
      path.at(-1)?.children.push(grown);
      root ??= grown;
      path.push(grown);
      return undefined;
    },
    text: (part, at) => {
      const within = path.at(-1);
      if (within === undefined) return undefined;
      if (within.children.length === 0) within.text += part;
      else if (part.trim() !== '')
        return refuseXml('malformed', `text stands between the elements of ${within.local}`, at());
      return undefined;
    },
    close: () => {
      const closed = path.pop();
      if (closed === undefined || closed.children.length === 0) return undefined;
      if (closed.text.trim() !== '')
        return refuseXml('malformed', `text stands before the elements of ${closed.local}`, closed.at);
      closed.text = '';
      return undefined;
    },
  };
  const reader = xmlReader(handler, limits);
  return reader.write(text) ?? reader.end() ?? root ?? refuse('malformed', 'there is no element');
}
