/** Counters that share all but their last 8 bits: one bitmap of 32 bytes, as the index of the ledger keeps them. */
const RUN = 256;

/** A set of counters of one pool, as bitmaps of runs: what a million numbers came to fits into 32 bytes for 256 of them. */
export class CounterSet {
  readonly #runs = new Map<number, Uint8Array>();

  /** The counters from `first` to `last`, both inclusive, without those skipped. */
  static range(first: number, last: number, skips: readonly number[] = []): CounterSet {
    const set = new CounterSet();
    for (let counter = first; counter <= last; ) {
      const end = Math.min(last, (runOf(counter) + 1) * RUN - 1);
      const bits = set.#bitsOf(runOf(counter));
      if (counter % RUN === 0 && end % RUN === RUN - 1) bits.fill(255);
      else for (let at = counter; at <= end; at++) setBit(bits, at);
      counter = end + 1;
    }
    for (const skip of skips) set.delete(skip);
    return set;
  }

  static of(counters: Iterable<number>): CounterSet {
    const set = new CounterSet();
    for (const counter of counters) set.add(counter);
    return set;
  }

  add(counter: number): void {
    setBit(this.#bitsOf(runOf(counter)), counter);
  }

  /** Adds what a bitmap of 32 bytes names of a run. */
  addBits(run: number, named: Uint8Array): void {
    const bits = this.#bitsOf(run);
    for (let i = 0; i < bits.length; i++) bits[i] = (bits[i] ?? 0) | (named[i] ?? 0);
  }

  delete(counter: number): void {
    const bits = this.#runs.get(runOf(counter));
    if (bits !== undefined) bits[byteOf(counter)] = (bits[byteOf(counter)] ?? 0) & ~maskOf(counter);
  }

  has(counter: number): boolean {
    return ((this.#runs.get(runOf(counter))?.[byteOf(counter)] ?? 0) & maskOf(counter)) !== 0;
  }

  get size(): number {
    let size = 0;
    for (const bits of this.#runs.values()) for (const byte of bits) size += ones(byte);
    return size;
  }

  get isEmpty(): boolean {
    for (const bits of this.#runs.values()) if (bits.some((byte) => byte !== 0)) return false;
    return true;
  }

  /** Those of this set that are in the other too. */
  and(other: CounterSet): CounterSet {
    return this.#with(other, (own, others) => own & others);
  }

  /** Those of this set that are not in the other. */
  without(other: CounterSet): CounterSet {
    return this.#with(other, (own, others) => own & ~others);
  }

  /** Those that are in either. */
  or(other: CounterSet): CounterSet {
    const set = this.#with(other, (own) => own);
    for (const [run, bits] of other.#runs) set.addBits(run, bits);
    return set;
  }

  /** In ascending order, beginning with `from`. */
  *counters(from = 0): Generator<number> {
    for (const run of [...this.#runs.keys()].sort((a, b) => a - b)) {
      if ((run + 1) * RUN <= from) continue;
      const bits = this.#runs.get(run) ?? new Uint8Array();
      for (let i = 0; i < RUN; i++)
        if (run * RUN + i >= from && ((bits[i >> 3] ?? 0) & (1 << (i & 7))) !== 0) yield run * RUN + i;
    }
  }

  #with(other: CounterSet, combine: (own: number, others: number) => number): CounterSet {
    const set = new CounterSet();
    for (const [run, bits] of this.#runs) {
      const others = other.#runs.get(run);
      set.#runs.set(
        run,
        bits.map((byte, i) => combine(byte, others?.[i] ?? 0)),
      );
    }
    return set;
  }

  #bitsOf(run: number): Uint8Array {
    const known = this.#runs.get(run);
    if (known !== undefined) return known;
    const bits = new Uint8Array(RUN / 8);
    this.#runs.set(run, bits);
    return bits;
  }
}

const runOf = (counter: number) => Math.floor(counter / RUN);
const byteOf = (counter: number) => (counter % RUN) >> 3;
const maskOf = (counter: number) => 1 << (counter & 7);

function setBit(bits: Uint8Array, counter: number): void {
  bits[byteOf(counter)] = (bits[byteOf(counter)] ?? 0) | maskOf(counter);
}

function ones(byte: number): number {
  let count = 0;
  for (let rest = byte; rest > 0; rest &= rest - 1) count++;
  return count;
}
