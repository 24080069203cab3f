import { SaxesParser } from 'saxes';

/** An element by its local name. The sandbox reads XML by itself: one that shared the client's code could not find the client's mistakes. */
export interface Element {
  readonly local: string;
  readonly uri: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

/** What the schema or the envelope forbids. */
export class SoapProblem extends Error {}

interface Open extends Element {
  readonly children: Open[];
  text: string;
}

/** Reads a document. @throws SoapProblem when it is no XML */
export function readXml(text: string): Element {
  const parser = new SaxesParser({ xmlns: true });
  const path: Open[] = [];
  let root: Open | undefined;
  parser.on('error', (error) => {
    throw new SoapProblem(error.message);
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    const values = Object.values(attributes).filter((one) => one.prefix !== 'xmlns' && one.local !== 'xmlns');
    const element: Open = {
      local,
      uri,
      attributes: Object.fromEntries(values.map((one) => [one.local, one.value])),
      children: [],
      text: '',
    };
    path.at(-1)?.children.push(element);
    root ??= element;
    path.push(element);
  });
  parser.on('text', (part) => {
    const within = path.at(-1);
    if (within !== undefined) within.text += part;
  });
  parser.on('closetag', () => void path.pop());
  parser.write(text).close();
  if (root === undefined) throw new SoapProblem('no element');
  return root;
}

/** The children, in exactly the order and number that the schema has; a name that ends in `?` may be missing. @throws SoapProblem */
export function sequence(of: Element, ...names: readonly string[]): (Element | undefined)[] {
  let at = 0;
  const found = names.map((name) => {
    const [local = ''] = name.split('?');
    const child = of.children[at];
    if (child?.local === local) {
      at++;
      return child;
    }
    if (name.endsWith('?')) return undefined;
    throw new SoapProblem(`${of.local}: ${local} expected, ${child?.local ?? 'the end'} found`);
  });
  const extra = of.children[at];
  if (extra !== undefined) throw new SoapProblem(`${of.local}: ${extra.local} not expected`);
  return found;
}

/** Text between a least and a most length. @throws SoapProblem */
export function textOf(element: Element | undefined, name: string, least: number, most: number): string {
  const text = element?.text ?? '';
  if (text.length < least || text.length > most)
    throw new SoapProblem(`${name}: ${least} to ${most} characters expected, ${text.length} found`);
  return text;
}
