import { SaxesParser } from 'saxes';

/** An element as it is told apart by namespaces: names in full, attributes as a set, its text and its elements in order. */
export interface Element {
  readonly name: string;
  readonly attributes: readonly string[];
  text: string;
  readonly children: Element[];
}

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** What stands in the first element of a local name, read by nothing but a tokeniser. */
export function elementsIn(xml: string, holder: string): Element[] {
  const top: Element = { name: '', attributes: [], text: '', children: [] };
  const open: Element[] = [top];
  let found: Element | undefined;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('opentag', ({ uri, local, attributes }) => {
    const data = Object.values(attributes).filter(
      (each) => each.prefix !== 'xmlns' && each.name !== 'xmlns' && each.uri !== XSI,
    );
    const element: Element = {
      name: `{${uri}}${local}`,
      attributes: data.map((each) => `{${each.uri}}${each.local}=${each.value}`).sort(),
      text: '',
      children: [],
    };
    open.at(-1)?.children.push(element);
    open.push(element);
    if (local === holder) found ??= element;
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(xml).close();
  return found?.children ?? [];
}

/** The elements with those that have one name together, where the first of them stands; in them too. */
export function grouped(elements: readonly Element[]): Element[] {
  const byName = new Map<string, Element[]>();
  for (const element of elements) {
    const whole = { ...element, children: grouped(element.children) };
    byName.set(element.name, [...(byName.get(element.name) ?? []), whole]);
  }
  return [...byName.values()].flat();
}
