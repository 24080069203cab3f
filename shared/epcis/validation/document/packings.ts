/** Which thing is in which. Both ways are kept, so that emptying a parent costs no more than what it held. */
export interface Packings {
  readonly size: number;
  parentOf(child: string): string | undefined;
  isEmpty(parent: string): boolean;
  /** How the parent was spelled when things were first put into it. */
  spelling(parent: string): string;
  put(child: string, parent: string, spelling?: string): void;
  takeOut(child: string): void;
  empty(parent: string): void;
}

/** Nothing is packed yet. */
export function packings(): Packings {
  const parents = new Map<string, string>();
  const contents = new Map<string, { readonly spelling: string; readonly children: Set<string> }>();
  const takeOut = (child: string) => {
    const parent = parents.get(child);
    if (parent === undefined) return;
    parents.delete(child);
    const left = contents.get(parent)?.children;
    left?.delete(child);
    if (left?.size === 0) contents.delete(parent);
  };
  return {
    get size() {
      return parents.size;
    },
    parentOf: (child) => parents.get(child),
    isEmpty: (parent) => !contents.has(parent),
    spelling: (parent) => contents.get(parent)?.spelling ?? parent,
    put(child, parent, spelling = parent) {
      takeOut(child);
      parents.set(child, parent);
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
