import { childOf, type Node, textOf } from '../documents/read-xml.ts';

/** A pack or container that a document names. */
export interface Named {
  readonly kind: 'sgtin' | 'sscc';
  readonly id: string;
  /** The element that names it, with all that is said of it. */
  readonly node: Node;
  /** What is said of what is in it. */
  readonly details: readonly Node[];
}

/** An object that was taken, and who had it before. */
export interface Taken {
  readonly named: Named;
  readonly from: string;
}

const lists = ['signs', 'order_details', 'content'];

/** What a document names, in its order. */
export function objectsOf(root: Node): Named[] {
  const list = root.children.find(({ name }) => lists.includes(name));
  return (list?.children ?? []).flatMap((node) => named(node) ?? []);
}

function named(node: Node): Named | undefined {
  if (node.name === 'sgtin' || node.name === 'sscc') return { kind: node.name, id: node.text, node, details: [] };
  const sgtin = textOf(node, 'sgtin');
  if (sgtin !== undefined) return { kind: 'sgtin', id: sgtin, node, details: [] };
  const container = childOf(node, 'sscc_detail') ?? node;
  const sscc = textOf(container, 'sscc');
  const details = container.children.filter(({ name }) => name === 'detail');
  return sscc === undefined ? undefined : { kind: 'sscc', id: sscc, node, details };
}

/** The document with those objects only. */
export const withOnly = (root: Node, objects: readonly Named[]): Node => ({
  ...root,
  children: root.children.map((child) =>
    lists.includes(child.name) ? { ...child, children: objects.map(({ node }) => node) } : child,
  ),
});
