/** Numbers of codes: those of 20 digits by their halves, as a million of them would take twice as much as texts. */
export class CodeIndex {
  readonly #short = new Map<string, Map<number, number>>();
  readonly #other = new Map<string, number>();
  readonly #heads: string[] = [];
  readonly #tails: number[] = [];

  get size(): number {
    return this.#heads.length;
  }

  find(code: string): number | undefined {
    const [head, tail] = halvesOf(code);
    return tail === NONE ? this.#other.get(head) : this.#short.get(head)?.get(tail);
  }

  /** Gives a code that is not there the next number. */
  add(code: string): number {
    const [head, tail] = halvesOf(code);
    const slot = this.#tails.push(tail) - 1;
    if (tail === NONE) this.#other.set(head, slot);
    const of = this.#short.get(head) ?? new Map<number, number>();
    if (tail !== NONE) this.#short.set(head, of.set(tail, slot));
    this.#heads.push(head);
    return slot;
  }

  textOf(slot: number): string {
    const [head = '', tail = NONE] = [this.#heads[slot], this.#tails[slot]];
    return tail === NONE ? head : `${head}${String(tail).padStart(12, '0')}`;
  }
}

const NONE = -1;

/** Texts that stand often are shared. */
const shared = new Map<string, string>();

function halvesOf(code: string): readonly [head: string, tail: number] {
  if (!/^[0-9]{20}$/.test(code)) return [code, NONE];
  const head = code.slice(0, 8);
  const known = shared.get(head) ?? head;
  if (shared.size < 10_000) shared.set(known, known);
  return [known, Number(code.slice(8))];
}
