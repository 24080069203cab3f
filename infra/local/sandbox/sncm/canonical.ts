import type { Node } from './xml.ts';

type Scope = ReadonlyMap<string, string>;

/**
 * Exclusive XML Canonicalization 1.0 of an element, without comments: a namespace is declared where a name begins to use it. Nodes that `leave` names are passed over.
 */
export function canonical(node: Node, leave: (node: Node) => boolean = () => false): string {
  return write(node, new Map(), leave);
}

function write(node: Node, rendered: Scope, leave: (node: Node) => boolean): string {
  const used = new Map([[node.prefix, node.uri]]);
  for (const { prefix, uri } of node.attributes) if (prefix !== '') used.set(prefix, uri);
  const declared = [...used]
    .filter(([prefix, uri]) => (rendered.get(prefix) ?? '') !== uri && prefix !== 'xml')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const scope = new Map([...rendered, ...declared]);
  const namespaces = declared.map(([prefix, uri]) => ` xmlns${prefix && ':'}${prefix}="${inAttribute(uri)}"`);
  const attributes = node.attributes
    .toSorted((a, b) => (`${a.uri}\n${a.local}` < `${b.uri}\n${b.local}` ? -1 : 1))
    .map(({ name, value }) => ` ${name}="${inAttribute(value)}"`);
  const inside = node.children.map((one) => {
    if (typeof one === 'string') return inText(one);
    return leave(one) ? '' : write(one, scope, leave);
  });
  return `<${node.name}${namespaces.join('')}${attributes.join('')}>${inside.join('')}</${node.name}>`;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};
const inText = (text: string) => text.replace(/[&<>\r]/g, (one) => escapes[one] ?? one);
const inAttribute = (text: string) => text.replace(/[&<"\t\n\r]/g, (one) => escapes[one] ?? one);
