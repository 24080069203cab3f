import type { Code } from './read-codes.ts';

/** A pack or a container as a hub knows it. */
export interface Kept {
  readonly lot?: string;
  readonly state: 'active' | 'in-transit' | 'inactive';
  /** Where it is, GLN; in transit where it goes. */
  readonly place: string;
  readonly parent?: Code;
}

interface Undo {
  readonly code: Code;
  readonly before: Kept | undefined;
  readonly after: Kept | undefined;
}

/** All that a country's hub knows. Changes are made in a draft, and kept when all of the message is right. */
export interface Book {
  get(code: Code): Kept | undefined;
  set(code: Code, kept: Kept | undefined): void;
  children(code: Code): readonly Code[];
  readonly lots: ReadonlySet<string>;
  addLot(lot: Code): void;
  recall(lot: Code): void;
  readonly recalled: ReadonlySet<string>;
  /** What events changed, by their id. */
  readonly events: Map<string, readonly Undo[]>;
}

export function newBook(): Book {
  const units = new Map<Code, Kept>();
  const inside = new Map<Code, Set<Code>>();
  const lots = new Set<string>();
  const recalled = new Set<string>();
  const unlink = (code: Code, parent: Code | undefined) => {
    if (parent !== undefined) inside.get(parent)?.delete(code);
  };
  const set = (code: Code, kept: Kept | undefined) => {
    unlink(code, units.get(code)?.parent);
    if (kept === undefined) units.delete(code);
    else units.set(code, kept);
    if (kept?.parent === undefined) return;
    const children = inside.get(kept.parent) ?? new Set();
    inside.set(kept.parent, children.add(code));
  };
  return {
    get: (code) => units.get(code),
    set,
    children: (code) => [...(inside.get(code) ?? [])],
    lots,
    addLot: (lot) => void lots.add(lot),
    recall: (lot) => void recalled.add(lot),
    recalled,
    events: new Map(),
  };
}

/** A draft that writes through, and can be taken back whole. */
export function drafted(book: Book, work: (draft: Book) => void): void {
  const before: [Code, Kept | undefined][] = [];
  const addedLots: Code[] = [];
  const recalls: Code[] = [];
  const set = (code: Code, kept: Kept | undefined) => {
    before.push([code, book.get(code)]);
    book.set(code, kept);
  };
  try {
    work({ ...book, set, addLot: (lot) => void addedLots.push(lot), recall: (lot) => void recalls.push(lot) });
  } catch (error) {
    for (const [code, kept] of before.reverse()) book.set(code, kept);
    throw error;
  }
  for (const lot of addedLots) book.addLot(lot);
  for (const lot of recalls) book.recall(lot);
}
