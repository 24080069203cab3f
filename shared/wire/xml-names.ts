import { detached } from './detached.ts';

/** A name of XML with what its prefix stands for. One object per spelling and scope: compare `local` and `namespace`. */
export interface XmlName {
  readonly prefix: string;
  readonly local: string;
  /** '' for none. */
  readonly namespace: string;
}

/** The namespaces in force as elements open and close. */
export interface XmlNames {
  /** Puts a declaration in force for the element that is being opened; answers what is wrong with it. */
  declare(prefix: string, namespace: string): string | undefined;
  /** Of an element, after its declarations; a text says what is wrong with it. */
  element(name: string): XmlName | string;
  /** Of an attribute: without a prefix it is in no namespace. */
  attribute(name: string): XmlName | string;
  /** The element with that depth, counted from 1, was closed. */
  leave(depth: number): void;
}

const XML = 'http://www.w3.org/XML/1998/namespace';
const XMLNS = 'http://www.w3.org/2000/xmlns/';
/** More names than documents have; beyond it they are looked up anew. */
const MOST_NAMES = 4096;
/** More prefixes than stand side by side; each element that declares one copies them. */
const MOST_BINDINGS = 1200;

const RECENT = 64;

const slotOf = (name: string): number => {
  const { length } = name;
  return (length * 5 + name.charCodeAt(0) * 3 + name.charCodeAt(length - 1) + name.charCodeAt(length >> 1)) % RECENT;
};

interface Scope {
  readonly depth: number;
  readonly bindings: Map<string, string>;
  readonly elements: Map<string, XmlName>;
  readonly attributes: Map<string, XmlName>;
}

const scopeFrom = (depth: number, bindings: ReadonlyMap<string, string>): Scope => ({
  depth,
  bindings: new Map(bindings),
  elements: new Map(),
  attributes: new Map(),
});

/** Resolves prefixes (Namespaces in XML 1.0). `depth()` is that of the element being opened. */
export function xmlNames(depth: () => number): XmlNames {
  let scope = scopeFrom(0, new Map([['xml', XML]]));
  const outer: Scope[] = [];

  // A few names make up a document. To find one again by its ends is quicker than by all of its characters.
  const recent: (XmlName | undefined)[] = new Array(RECENT).fill(undefined);
  const spelled: string[] = new Array(RECENT).fill('');

  const resolved = (name: string, known: Map<string, XmlName>, unprefixed: string): XmlName | string => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const made = nameOf(detached(name), scope.bindings, unprefixed);
    if (typeof made === 'string') return made;
    if (known.size >= MOST_NAMES) known.clear();
    known.set(detached(name), made);
    return made;
  };

  return {
    declare: (prefix, namespace) => {
      const wrong = faultOf(prefix, namespace);
      if (wrong !== undefined) return wrong;
      if (scope.bindings.size >= MOST_BINDINGS) return `more than ${MOST_BINDINGS} prefixes are declared`;
      if (scope.depth !== depth()) {
        outer.push(scope);
        scope = scopeFrom(depth(), scope.bindings);
      }
      recent.fill(undefined);
      scope.bindings.set(detached(prefix), detached(namespace));
      return undefined;
    },
    element: (name) => {
      const slot = slotOf(name);
      const known = recent[slot];
      if (known !== undefined && spelled[slot] === name) return known;
      const found = resolved(name, scope.elements, scope.bindings.get('') ?? '');
      if (typeof found === 'string') return found;
      recent[slot] = found;
      spelled[slot] = detached(name);
      return found;
    },
    attribute: (name) => resolved(name, scope.attributes, ''),
    leave: (closed) => {
      if (scope.depth !== closed) return;
      scope = outer.pop() ?? scope;
      recent.fill(undefined);
    },
  };
}

function nameOf(name: string, bindings: ReadonlyMap<string, string>, unprefixed: string): XmlName | string {
  const colon = name.indexOf(':');
  if (colon < 0) return { prefix: '', local: name, namespace: unprefixed };
  const prefix = name.slice(0, colon);
  const local = name.slice(colon + 1);
  if (prefix === '' || !/^[^:\-.\d]/.test(local) || local.includes(':')) return `"${name}" is no qualified name`;
  const namespace = bindings.get(prefix);
  return namespace === undefined ? `the prefix "${prefix}" is not declared` : { prefix, local, namespace };
}

function faultOf(prefix: string, namespace: string): string | undefined {
  if (prefix === 'xmlns' || namespace === XMLNS) return 'xmlns cannot be declared';
  if ((prefix === 'xml') !== (namespace === XML)) return `the prefix xml stands for ${XML} and nothing else does`;
  return prefix !== '' && namespace === '' ? `the prefix "${prefix}" is declared without a namespace` : undefined;
}
