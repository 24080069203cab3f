import type { Node } from './read-xml.ts';

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[one] ?? one);

/** A tree as text, without a declaration. */
export function writeXml({ name, attributes, children, text }: Node): string {
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const inside = children.length > 0 ? children.map(writeXml).join('') : escaped(text);
  return `<${name}${said.join('')}>${inside}</${name}>`;
}

export const leaf = (name: string, text: string): Node => ({ name, attributes: {}, children: [], text });
/** However many children there are: arguments would not hold as many as an order has codes. */
export const listOf = (name: string, children: readonly Node[]): Node => ({ name, attributes: {}, children, text: '' });
export const branch = (name: string, ...children: (Node | undefined)[]): Node => ({
  name,
  attributes: {},
  children: children.filter((child) => child !== undefined),
  text: '',
});

/** A whole document. */
export const documentOf = (type: number, root: string, ...children: (Node | undefined)[]): Node => ({
  name: 'documents',
  attributes: { version: '1.38' },
  children: [{ ...branch(root, ...children), attributes: { action_id: String(type) } }],
  text: '',
});
