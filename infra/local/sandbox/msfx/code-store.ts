import { CodeIndex } from './code-index.ts';

/** How a code stands: activated, in a stock, gone out, cancelled. */
export type State = 'A' | 'I' | 'O' | 'C';

const states: readonly State[] = ['A', 'I', 'O', 'C'];
const NONE = -1;
type Columns = Record<'parent' | 'first' | 'next' | 'batch' | 'holder' | 'bound' | 'state', Int32Array>;

/** Codes with batch, holder, state and what they are in: a number each, and its members in typed arrays, so that a million take little. */
export class CodeStore {
  readonly #index = new CodeIndex();
  readonly #texts: string[] = [];
  readonly #numbers = new Map<string, number>();
  #columns = columnsFor(1024);

  get size(): number {
    return this.#index.size;
  }

  find(code: string): number | undefined {
    return this.#index.find(code);
  }

  /** Adds a code that is not there. */
  add(code: string, batch: string): number {
    const slot = this.#index.add(code);
    if (slot >= this.#columns.state.length) this.#columns = columnsFor(slot * 2, this.#columns);
    this.#columns.parent[slot] = NONE;
    this.#columns.first[slot] = NONE;
    this.#columns.next[slot] = NONE;
    this.#columns.batch[slot] = this.#numberOf(batch);
    return slot;
  }

  put(slot: number, into: number): void {
    this.#columns.parent[slot] = into;
    this.#columns.next[slot] = this.#at('first', into);
    this.#columns.first[into] = slot;
  }

  takeOut(slot: number): void {
    const parent = this.parentOf(slot);
    if (parent === undefined) return;
    const rest = this.childrenOf(parent).filter((one) => one !== slot);
    this.#columns.first[parent] = NONE;
    for (const one of rest) this.put(one, parent);
    this.#columns.parent[slot] = NONE;
  }

  /** Sets state and holder of a code and of all that is in it; `bound` is where it goes. */
  set(slot: number, state: State, holder: string, bound = ''): void {
    this.#columns.state[slot] = states.indexOf(state);
    this.#columns.holder[slot] = this.#numberOf(holder);
    this.#columns.bound[slot] = this.#numberOf(bound);
    for (const child of this.childrenOf(slot)) this.set(child, state, holder, bound);
  }

  parentOf(slot: number): number | undefined {
    const parent = this.#at('parent', slot);
    return parent === NONE ? undefined : parent;
  }

  childrenOf(slot: number): number[] {
    const found: number[] = [];
    for (let at = this.#at('first', slot); at !== NONE; at = this.#at('next', at)) found.push(at);
    return found;
  }

  textOf(slot: number): string {
    return this.#index.textOf(slot);
  }

  stateOf(slot: number): State {
    return states[this.#at('state', slot)] ?? 'A';
  }

  /** `ent_id` of who has it, or had it last. */
  holderOf(slot: number): string {
    return this.#texts[this.#at('holder', slot)] ?? '';
  }

  /** `ent_id` of where it went; empty when nowhere. */
  boundFor(slot: number): string {
    return this.#texts[this.#at('bound', slot)] ?? '';
  }

  batchOf(slot: number): string {
    return this.#texts[this.#at('batch', slot)] ?? '';
  }

  #at(column: keyof Columns, slot: number): number {
    return this.#columns[column][slot] ?? NONE;
  }

  #numberOf(text: string): number {
    const known = this.#numbers.get(text) ?? this.#texts.length;
    if (known === this.#texts.length) {
      this.#texts.push(text);
      this.#numbers.set(text, known);
    }
    return known;
  }
}

function columnsFor(room: number, before?: Columns): Columns {
  const one = (name: keyof Columns) => {
    const made = new Int32Array(room);
    if (before !== undefined) made.set(before[name]);
    return made;
  };
  return {
    parent: one('parent'),
    first: one('first'),
    next: one('next'),
    batch: one('batch'),
    holder: one('holder'),
    bound: one('bound'),
    state: one('state'),
  };
}
