import { type Container, newContainers, withInner } from './containers.ts';
import { newNames } from './names.ts';
import { newPackIndex } from './pack-index.ts';
import { type State, states } from './states.ts';

export interface Batch {
  readonly gtin: string;
  readonly series: string;
  /** DD.MM.YYYY. */
  readonly expiry: string;
  /** For whom it was packed under contract. */
  readonly owner: string;
}

/** How packs are on their way: the sender said so first, or the receiver did. */
export type Mode = 'none' | 'direct' | 'reverse';
const modes = ['none', 'direct', 'reverse'] as const satisfies readonly Mode[];

export interface Pack {
  readonly state: State;
  /** What it was before that. */
  readonly before: State;
  /** Who has it: a place or a firm. */
  readonly holder: string;
  /** To whom it is on its way. */
  readonly other: string;
  readonly mode: Mode;
  /** Number of the document that touched it last. */
  readonly last: number;
  /** Seconds since 1970. */
  readonly since: number;
  readonly batch: Batch | undefined;
  readonly gtin: string;
}

export type Register = ReturnType<typeof newRegister>;

/** Packs and containers as the operator has them. Packs are named by rows, in columns: a lot of a million takes some 60 MB. */
export function newRegister() {
  const index = newPackIndex();
  const names = newNames();
  const containers = newContainers();
  const batches: (Batch | undefined)[] = [undefined];
  const batchNumbers = new Map<string, number>();

  const numberOfBatch = (batch: Batch): number => {
    const key = JSON.stringify(batch);
    const known = batchNumbers.get(key) ?? batches.push(batch) - 1;
    batchNumbers.set(key, known);
    return known;
  };
  const read = (row: number): Pack => {
    const c = index.columns();
    return {
      state: states[c.state[row] ?? 0] ?? 'forgotten',
      before: states[c.before[row] ?? 0] ?? 'forgotten',
      holder: names.textOf(c.holder[row] ?? 0),
      other: names.textOf(c.other[row] ?? 0),
      mode: modes[c.mode[row] ?? 0] ?? 'none',
      last: c.last[row] ?? 0,
      since: c.since[row] ?? 0,
      batch: batches[c.batch[row] ?? 0],
      gtin: index.gtinOf(row),
    };
  };
  /** Changes a pack; a new state remembers the one before it. */
  const write = (row: number, change: Partial<Omit<Pack, 'before' | 'gtin'>>): void => {
    const c = index.columns();
    if (change.state !== undefined) {
      c.before[row] = c.state[row] ?? 0;
      c.state[row] = states.indexOf(change.state);
    }
    if (change.holder !== undefined) c.holder[row] = names.numberOf(change.holder);
    if (change.other !== undefined) c.other[row] = names.numberOf(change.other);
    if (change.mode !== undefined) c.mode[row] = modes.indexOf(change.mode);
    if (change.last !== undefined) c.last[row] = change.last;
    if (change.since !== undefined) c.since[row] = change.since;
    if (change.batch !== undefined) c.batch[row] = numberOfBatch(change.batch);
  };
  const packLists = lists(index.columns, containers.at);
  return {
    read,
    write,
    /** The code is as if it had never been. */
    forget: (sgtin: string): void => {
      const row = index.find(sgtin);
      if (row === 0) return;
      packLists.takeOut(row);
      index.columns().state[row] = states.indexOf('forgotten');
    },
    find: index.find,
    stateOf: (sgtin: string): State => read(index.find(sgtin)).state,
    add: index.add,
    count: index.count,
    sgtinOf: index.sgtinOf,
    container: containers.get,
    openContainer: containers.open,
    dropContainer: containers.drop,
    nest: containers.nest,
    containerOf: (row: number): Container | undefined => containers.at(index.columns().container[row] ?? 0),
    ...packLists,
  };
}

/** Packs in containers, as lists through two columns: in and out cost the same, however many there are. */
function lists(columns: ReturnType<typeof newPackIndex>['columns'], at: (number: number) => Container | undefined) {
  const takeOut = (row: number): void => {
    const { container, next, previous } = columns();
    const held = at(container[row] ?? 0);
    const after = next[row] ?? 0;
    const before = previous[row] ?? 0;
    if (held?.first === row) held.first = after;
    if (before !== 0) next[before] = after;
    if (after !== 0) previous[after] = before;
    container[row] = 0;
    next[row] = 0;
    previous[row] = 0;
  };
  const putIn = (row: number, held: Container): void => {
    takeOut(row);
    const { container, next, previous } = columns();
    container[row] = held.number;
    next[row] = held.first;
    if (held.first !== 0) previous[held.first] = row;
    held.first = row;
  };
  function* directlyIn(held: Container): Generator<number> {
    for (let row = held.first; row !== 0; row = columns().next[row] ?? 0) yield row;
  }
  function* allIn(held: Container): Generator<number> {
    for (const one of withInner(held)) yield* directlyIn(one);
  }
  return { takeOut, putIn, directlyIn, allIn };
}
