import { type Refusal, refuse } from '../refusal.ts';
import { type XmlHandler, xmlReader } from './read-xml.ts';
import type { XmlName } from './xml-names.ts';

/** An element with what it holds. Attributes go by their local names: no message has two alike. */
export interface XmlTree {
  readonly name: Pick<XmlName, 'local' | 'namespace'>;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlTree[];
  readonly text: string;
}

/** An answer about 100,000 packs has three elements for each, and some more. */
const MOST_ELEMENTS = 500_000;
const limits = { depth: 16, length: 64 * 1024, attributes: 16, declarations: 32 };

interface Growing extends XmlTree {
  readonly attributes: Record<string, string>;
  readonly children: Growing[];
  text: string;
}

/** Reads a whole document, bounded in depth, length of a text and number of elements. White space between elements is dropped. */
export function readXmlTree(text: string): XmlTree | Refusal {
  const path: Growing[] = [];
  let root: Growing | undefined;
  let elements = 0;
  const handler: XmlHandler = {
    open: ({ local, namespace }, attributes) => {
      if (++elements > MOST_ELEMENTS) return refuse('too-large', `more than ${MOST_ELEMENTS} elements`);
      const values = Object.fromEntries(attributes.map(({ name, value }) => [name.local, value]));
      const grown: Growing = { name: { local, namespace }, attributes: values, children: [], text: '' };
      path.at(-1)?.children.push(grown);
      root ??= grown;
      path.push(grown);
      return undefined;
    },
    text: (part) => {
      const within = path.at(-1);
      if (within !== undefined) within.text += part;
      return undefined;
    },
    close: () => {
      const closed = path.pop();
      if (closed !== undefined && closed.children.length > 0) closed.text = '';
      return undefined;
    },
  };
  const reader = xmlReader(handler, limits);
  const refused = reader.write(text) ?? reader.end();
  return refused ?? root ?? refuse('malformed', 'there is no element');
}

/** The first child of that name. */
export const childOf = (tree: XmlTree | undefined, local: string): XmlTree | undefined =>
  tree?.children.find(({ name }) => name.local === local);

/** What stands at the end of a path of names; undefined where a step is missing. */
export const at = (tree: XmlTree | undefined, ...path: readonly string[]): XmlTree | undefined =>
  path.reduce<XmlTree | undefined>((from, local) => childOf(from, local), tree);
