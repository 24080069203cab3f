import { SaxesParser } from 'saxes';

/** An element as it stands, with what is needed to write its canonical form. The sandbox reads by itself: one that shared the client's code could not find the client's mistakes. */
export interface Node {
  /** As it is spelled, with its prefix. */
  readonly name: string;
  readonly local: string;
  readonly prefix: string;
  readonly uri: string;
  readonly attributes: readonly Attribute[];
  readonly children: readonly (Node | string)[];
}

interface Attribute {
  readonly name: string;
  readonly local: string;
  readonly prefix: string;
  readonly uri: string;
  readonly value: string;
}

interface Open extends Node {
  readonly children: (Node | string)[];
}

/** Reads a document. @throws when it is no XML, or has a document type */
export function readXml(text: string): Node {
  const parser = new SaxesParser({ xmlns: true });
  const path: Open[] = [];
  let root: Node | undefined;
  const fail = (why: string) => {
    throw new Error(why);
  };
  parser.on('error', (error) => fail(error.message));
  parser.on('doctype', () => fail('a document type is not taken'));
  parser.on('opentag', ({ name, local, prefix, uri, attributes }) => {
    const own = Object.values(attributes).filter((one) => one.prefix !== 'xmlns' && one.name !== 'xmlns');
    const node: Open = { name, local, prefix, uri, attributes: own, children: [] };
    path.at(-1)?.children.push(node);
    root ??= node;
    path.push(node);
  });
  parser.on('text', (part) => void path.at(-1)?.children.push(part));
  parser.on('cdata', (part) => void path.at(-1)?.children.push(part));
  parser.on('closetag', () => void path.pop());
  parser.write(text).close();
  return root ?? fail('there is no element');
}

export const elementsOf = ({ children }: Node): Node[] => children.filter((one) => typeof one !== 'string');

export const textOf = ({ children }: Node): string => children.filter((one) => typeof one === 'string').join('');

export const child = (node: Node | undefined, local: string): Node | undefined =>
  node && elementsOf(node).find((one) => one.local === local);
