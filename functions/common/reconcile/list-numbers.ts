import { CounterSet } from '#shared/reconciliation/counter-set.ts';
import { nameOf } from '#shared/reconciliation/differences.ts';
import { fates, figureNames } from '#shared/reconciliation/figures.ts';
import { type BlockFold, foldBlock } from '#shared/reconciliation/fold-block.ts';
import { commissionedIn, drawsOf, type OneBlock, type SaidNeeds, saidOf } from './said-of.ts';

/** Numbers that are folded at once: a hundred reads of the ledger's index. A page of a common figure needs one stretch, or two. */
const STRETCH = 25_600;
const OUTSIDE = '-outside';

/** Names under which numbers of a lot's blocks are listed. */
export const numbersNames: readonly string[] = [
  ...figureNames,
  'lost',
  'left-over',
  ...fates.flatMap((fate, i) => [
    ...fates.slice(i + 1).map((other) => nameOf({ between: [fate, other], numbers: new CounterSet() })),
    ...(['another-lot', 'outside'] as const).map((other) =>
      nameOf({ between: [fate, other], numbers: new CounterSet() }),
    ),
  ]),
];

/**
 * The counters of one block that stand behind a figure or a contradiction, ascending from one on. The block is folded stretch by stretch as they are
 * asked for: whoever takes a page pays for a page.
 */
export async function* numbersBehind(
  needs: SaidNeeds,
  tenant: string,
  one: OneBlock,
  name: string,
  from: number,
): AsyncGenerator<number> {
  const { first, last } = one.row;
  const draws = await drawsOf(needs, tenant, one);
  if (name.endsWith(OUTSIDE)) {
    // The ledger is asked about the block's own numbers, and what people gave back is of the block: only the line names others.
    const nothing = { counters: new CounterSet() };
    yield* numbersOf(foldBlock(saidOf(one, draws, nothing, { first, last })), name)?.counters(from) ?? [];
    return;
  }
  // Stretches end where runs of the index do.
  for (let begin = Math.max(first, from); begin <= last; ) {
    const end = Math.min(last, (Math.floor(begin / STRETCH) + 1) * STRETCH - 1);
    const stretch = { first: begin, last: end };
    const found = await commissionedIn(needs, tenant, one, stretch, new CounterSet());
    yield* numbersOf(foldBlock(saidOf(one, draws, found, stretch)), name)?.counters(begin) ?? [];
    begin = end + 1;
  }
}

function numbersOf(fold: BlockFold, name: string): CounterSet | undefined {
  const figure = figureNames.find((one) => one === name);
  if (figure !== undefined) return fold.sets[figure];
  if (name === 'left-over') return fold.left;
  if (name === 'lost') return fold.sets.unaccounted.without(fold.left);
  return fold.contradictions.find((one) => nameOf(one) === name)?.numbers;
}
