import { CounterSet } from './counter-set.ts';
import { type Fate, type Figures, fates, figureNames, noFigures } from './figures.ts';

/** Something that was told about numbers of one block. Order and repetition do not matter. */
export type Said =
  /** The numbers of the block. `own`: they were asked for the lot alone, so what nobody drew is the lot's to account for. */
  | { readonly kind: 'block'; readonly numbers: CounterSet; readonly own: boolean }
  /** A line took them for the lot. */
  | { readonly kind: 'drawn'; readonly numbers: CounterSet }
  | { readonly kind: 'fate'; readonly fate: Fate; readonly numbers: CounterSet }
  /** They were drawn for another lot. */
  | { readonly kind: 'elsewhere'; readonly numbers: CounterSet };

/** Numbers of which two witnesses say different things. */
export interface Contradiction {
  /** Two fates, or a fate and `another-lot`, or a fate and `outside`: the numbers are none of the block. */
  readonly between: readonly [Fate, Fate | 'another-lot' | 'outside'];
  readonly numbers: CounterSet;
}

/** What the numbers of one block came to in one lot. The sets of all figures but `asked` are disjoint, and together they are `asked`. */
export interface BlockFold {
  readonly figures: Figures;
  readonly sets: Readonly<Record<keyof Figures, CounterSet>>;
  readonly contradictions: readonly Contradiction[];
  /** Of the unaccounted: those that no line drew. The others were drawn and never seen again. */
  readonly left: CounterSet;
}

/** Folds everything that was told about one block and one lot. */
export function foldBlock(said: readonly Said[]): BlockFold {
  const all = gathered(said);
  const evidence = fates.reduce((sum, fate) => sum.or(all[fate]), all.drawn);
  // What another lot drew is not asked of this one, unless somebody says that this one used it: then it is shown.
  const asked = all.own ? all.block.without(all.elsewhere.without(evidence)) : all.block.and(evidence);
  const sets: Record<keyof Figures, CounterSet> = { ...emptySets(), asked };
  let rest = asked;
  for (const fate of fates) {
    sets[fate] = rest.and(all[fate]);
    rest = rest.without(all[fate]);
  }
  sets.unaccounted = rest;
  const figures = { ...noFigures };
  for (const name of figureNames) figures[name] = sets[name].size;
  return { figures, sets, contradictions: contradictionsIn(all), left: rest.without(all.drawn) };
}

type Gathered = Record<Fate, CounterSet> & {
  block: CounterSet;
  drawn: CounterSet;
  elsewhere: CounterSet;
  own: boolean;
};

function gathered(said: readonly Said[]): Gathered {
  const { asked: _, unaccounted: __, ...sets } = emptySets();
  const all: Gathered = {
    ...sets,
    block: new CounterSet(),
    drawn: new CounterSet(),
    elsewhere: new CounterSet(),
    own: false,
  };
  for (const one of said) {
    const name = one.kind === 'fate' ? one.fate : one.kind;
    all[name] = all[name].or(one.numbers);
    if (one.kind === 'block') all.own ||= one.own;
  }
  return all;
}

function contradictionsIn(all: Gathered): Contradiction[] {
  const found: Contradiction[] = [];
  for (const [i, fate] of fates.entries()) {
    for (const other of fates.slice(i + 1)) found.push({ between: [fate, other], numbers: all[fate].and(all[other]) });
    found.push({ between: [fate, 'another-lot'], numbers: all[fate].and(all.elsewhere) });
    found.push({ between: [fate, 'outside'], numbers: all[fate].without(all.block) });
  }
  return found.filter(({ numbers }) => !numbers.isEmpty);
}

const emptySets = (): Record<keyof Figures, CounterSet> => ({
  asked: new CounterSet(),
  commissioned: new CounterSet(),
  rejected: new CounterSet(),
  sampled: new CounterSet(),
  destroyed: new CounterSet(),
  returned: new CounterSet(),
  unaccounted: new CounterSet(),
});
