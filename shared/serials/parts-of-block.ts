import { type CounterRange, type Numbers, sizeOf, takeFirst } from './block-counters.ts';

/** A block cut into parts of at most `most` numbers, in counter order. Skipped counters are of no part, or of any. */
export function partsOfBlock(
  { first, last, skips = [] }: CounterRange & { readonly skips?: readonly number[] | undefined },
  most: number,
): CounterRange[] {
  const parts: CounterRange[] = [];
  let rest: Numbers | undefined = { first, last, ...(skips.length > 0 && { skips }) };
  while (rest !== undefined) {
    const cut: { taken: Numbers; rest?: Numbers } = sizeOf(rest) <= most ? { taken: rest } : takeFirst(rest, most);
    parts.push({ first: cut.taken.first, last: cut.taken.last });
    rest = cut.rest;
  }
  return parts;
}
