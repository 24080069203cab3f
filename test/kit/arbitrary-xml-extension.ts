import fc from 'fast-check';
import { solidText } from './arbitrary-text.ts';

const namespace = fc.constantFrom(
  'https://ns.example.org/a/',
  'https://ns.example.org/b#',
  'urn:example:ns',
  'urn:epcglobal:cbv:mda',
  'urn:epcglobal:cbv:mda:',
  'http://epcis.gs1us.org/hc/ns',
);
/** Few, so that one prefix comes to mean several things, and one thing several prefixes. */
const prefix = fc.constantFrom('p', 'q', 'ex', 'cbvmda', 'ns1');
const local = fc.constantFrom('a', 'b', 'lot', 'extension', 'epcList', 'Größe', 'type');

/** How an element is told: by a prefix that it declares, or by making its namespace the default one. */
const naming = fc.record({ namespace, prefix, local, byDefault: fc.boolean() });

const text = solidText.filter((each) => !/[\r\t\n]/.test(each));
const escaped = (raw: string): string =>
  raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const attributes = fc.record({ plain: text, own: text }, { requiredKeys: [] });

type Naming = { namespace: string; prefix: string; local: string; byDefault: boolean };

function written(name: Naming, told: { plain?: string; own?: string }, inside: string): string {
  const tag = name.byDefault ? name.local : `${name.prefix}:${name.local}`;
  const declared = name.byDefault ? ` xmlns="${name.namespace}"` : ` xmlns:${name.prefix}="${name.namespace}"`;
  const own = told.own === undefined ? '' : ` xmlns:w="https://ns.example.org/w/" w:own="${escaped(told.own)}"`;
  const plain = told.plain === undefined ? '' : ` plain="${escaped(told.plain)}"`;
  return `<${tag}${declared}${plain}${own}>${inside}</${tag}>`;
}

const { element } = fc.letrec<{ element: string; inside: string }>((tie) => ({
  element: fc
    .tuple(
      naming,
      attributes,
      fc.oneof({ weight: 2, arbitrary: text.map(escaped) }, { weight: 3, arbitrary: tie('inside') }),
    )
    .map(([name, told, inside]) => written(name, told, inside)),
  inside: fc
    .tuple(fc.option(text, { nil: '' }), fc.array(tie('element'), { maxLength: 4, depthIdentifier: 'x' }))
    .map(([before, children]) => escaped(before) + children.join('')),
}));

/** Elements of others as XML text, in any order, each with the declarations that it needs. */
export const anyXmlExtensions: fc.Arbitrary<string> = fc
  .array(element, { minLength: 1, maxLength: 5 })
  .map((all) => all.join(''));
