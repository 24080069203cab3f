import { SaxesParser } from 'saxes';

/** An element as it was written. */
export interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
  /** Text directly in it. */
  readonly text: string;
}

interface Open extends Node {
  readonly children: Node[];
  text: string;
}

const MOST_DEPTH = 16;
/** More than any document of the schemas holds. */
const MOST_ELEMENTS = 2_000_000;

/**
 * Reads a document.
 *
 * @throws with the reason when it is not well-formed, has a declaration (the live service takes none) or a document type, or nests too deep
 */
export function readXml(text: string): Node {
  const parser = new SaxesParser();
  const open: Open[] = [];
  let root: Node | undefined;
  let count = 0;
  const fail = (reason: string): never => {
    throw new Error(reason);
  };
  parser.on('error', (error) => fail(error.message));
  parser.on('xmldecl', () => fail('a document has no XML declaration'));
  parser.on('doctype', () => fail('a document has no DOCTYPE'));
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length >= MOST_DEPTH) fail(`nested deeper than ${MOST_DEPTH} elements`);
    if (++count > MOST_ELEMENTS) fail(`more than ${MOST_ELEMENTS} elements`);
    const node: Open = { name, attributes, children: [], text: '' };
    open.at(-1)?.children.push(node);
    root ??= node;
    open.push(node);
  });
  const take = (more: string) => {
    const last = open.at(-1);
    if (last !== undefined) last.text += more;
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('closetag', () => void open.pop());
  parser.write(text).close();
  return root ?? fail('no element');
}

export const childOf = (node: Node | undefined, name: string): Node | undefined =>
  node?.children.find((child) => child.name === name);
/** Text of a child, if there is such a child. */
export const textOf = (node: Node | undefined, name: string): string | undefined => childOf(node, name)?.text.trim();
