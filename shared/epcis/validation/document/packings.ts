/** Which thing is in which. Both ways are kept, so that emptying a parent costs no more than what it held. */
export interface Packings {
  readonly size: number;
  parentOf(child: string): string | undefined;
  /** The instant the child was put into its parent, as it was told; NaN when it was not. */
  since(child: string): number;
  isEmpty(parent: string): boolean;
  /** What is directly in it, in packing order. */
  inside(parent: string): Iterable<string>;
  /** The thing itself and what it is in, from the inside; a hundred at most. */
  around(thing: string): string[];
  /** How the parent was spelled when things were first put into it. */
  spelling(parent: string): string;
  put(child: string, parent: string, spelling?: string, since?: number): void;
  takeOut(child: string): void;
  empty(parent: string): void;
}

/** Nobody packs deeper; hostile documents may, and would have every packing walk the whole way up. */
const DEEPEST = 100;

interface Link {
  readonly parent: string;
  readonly since: number;
}

/** Nothing is packed yet. */
export function packings(): Packings {
  const links = new Map<string, Link>();
  const contents = new Map<string, { readonly spelling: string; readonly children: Set<string> }>();
  const takeOut = (child: string) => {
    const parent = links.get(child)?.parent;
    if (parent === undefined) return;
    links.delete(child);
    const left = contents.get(parent)?.children;
    left?.delete(child);
    if (left?.size === 0) contents.delete(parent);
  };
  return {
    get size() {
      return links.size;
    },
    parentOf: (child) => links.get(child)?.parent,
    since: (child) => links.get(child)?.since ?? Number.NaN,
    isEmpty: (parent) => !contents.has(parent),
    inside: (parent) => contents.get(parent)?.children ?? [],
    around(thing) {
      const found = [thing];
      for (let at = links.get(thing); at !== undefined && found.length < DEEPEST; at = links.get(at.parent))
        found.push(at.parent);
      return found;
    },
    spelling: (parent) => contents.get(parent)?.spelling ?? parent,
    put(child, parent, spelling = parent, since = Number.NaN) {
      takeOut(child);
      links.set(child, { parent, since });
      const content = contents.get(parent) ?? { spelling, children: new Set() };
      content.children.add(child);
      contents.set(parent, content);
    },
    takeOut,
    empty(parent) {
      for (const child of [...(contents.get(parent)?.children ?? [])]) takeOut(child);
    },
  };
}
