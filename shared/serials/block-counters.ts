import { type Refusal, refuse } from '../refusal.ts';

/** Counters, both inclusive. */
export interface CounterRange {
  readonly first: number;
  readonly last: number;
}

/** Numbers that stand together, without those skipped in between (ascending). */
export interface Numbers extends CounterRange {
  readonly skips?: readonly number[];
}

/** Numbers as rows have them. */
interface Skipping extends CounterRange {
  readonly skips?: readonly number[] | undefined;
}

/** How many numbers there are. */
export const sizeOf = ({ first, last, skips = [] }: Skipping): number => last - first + 1 - skips.length;

/** What of the numbers lies within a range. */
export function within({ skips = [] }: Pick<Skipping, 'skips'>, { first, last }: CounterRange): Numbers {
  const own = skips.filter((counter) => counter >= first && counter <= last);
  return { first, last, ...(own.length > 0 && { skips: own }) };
}

/** The same numbers, beginning and ending with one that is not skipped; undefined when there are none. */
export function trimmed({ first, last, skips = [] }: Numbers): Numbers | undefined {
  const skipped = new Set(skips);
  let [from, to] = [first, last];
  while (from <= to && skipped.has(from)) from++;
  while (to >= from && skipped.has(to)) to--;
  return from > to ? undefined : within({ skips }, { first: from, last: to });
}

/** The first `count` of the numbers, and what is left behind them. There must be as many. */
export function takeFirst(numbers: Skipping, count: number): { taken: Numbers; rest?: Numbers } {
  let last = numbers.first + count - 1;
  const skipped = new Set(numbers.skips);
  for (const skip of numbers.skips ?? []) if (skip <= last) last++;
  const taken = within(numbers, { first: numbers.first, last });
  // A range neither begins nor ends with what is not in it.
  let next = last + 1;
  while (skipped.has(next)) next++;
  return next > numbers.last ? { taken } : { taken, rest: within(numbers, { first: next, last: numbers.last }) };
}

/** The ranges that the counters fill, ascending. Each counter counts once. */
export function rangesOf(counters: readonly number[]): CounterRange[] {
  const ranges: { first: number; last: number }[] = [];
  for (const counter of counters.toSorted((a, b) => a - b)) {
    const open = ranges.at(-1);
    if (open !== undefined && counter <= open.last + 1) open.last = Math.max(open.last, counter);
    else ranges.push({ first: counter, last: counter });
  }
  return ranges;
}

/** The parts of a block, and what was never given back: pairs of range and fate, in counter order, skips still among them. */
export function heldRanges({ first, last }: CounterRange, parts: readonly CounterRange[]): CounterRange[] {
  const held: CounterRange[] = [];
  let from = first;
  for (const part of parts.toSorted((a, b) => a.first - b.first)) {
    if (part.first > from) held.push({ first: from, last: part.first - 1 });
    from = Math.max(from, part.last + 1);
  }
  if (from <= last) held.push({ first: from, last });
  return held;
}

/** The part of a block that a counter belongs to, if it was given back. */
export const partOf = <Part extends CounterRange>(parts: readonly Part[], counter: number): Part | undefined =>
  parts.find(({ first, last }) => counter >= first && counter <= last);

/** Numbers that were given back: what became of them, and when. */
interface GivenPart extends CounterRange {
  readonly fate: string;
  readonly at: string;
}

/** Why numbers cannot be given back; undefined when they can. `ranges` is ascending. */
export function giveBackProblem(
  block: CounterRange & { readonly requestId: string },
  parts: readonly GivenPart[],
  ranges: readonly CounterRange[],
): Refusal | undefined {
  const rule = 'Seriate: what a block holds and nobody used is given back once';
  for (const [i, { first, last }] of ranges.entries()) {
    const at = `/ranges/${i}`;
    if (last < first)
      return refuse('malformed', `the range ends with ${last} before it begins with ${first}`, {
        at,
        remedy: 'give first and last, both inclusive',
      });
    if (first < block.first || last > block.last)
      return refuse(
        'conflict',
        `${first} to ${last} are not numbers of request ${block.requestId}, which holds ${block.first} to ${block.last}`,
        {
          at,
          rule,
          remedy: 'GET /api/serials/{code} tells which request a number belongs to',
        },
      );
    const before = ranges[i - 1];
    if (before !== undefined && first <= before.last)
      return refuse('malformed', `${first} is named twice`, { at, rule, remedy: 'name every number once' });
    const earlier = parts.find((part) => part.first <= last && part.last >= first);
    if (earlier !== undefined)
      return refuse('conflict', `${earlier.first} to ${earlier.last} were ${earlier.fate} at ${earlier.at}`, {
        at,
        rule,
        remedy: 'leave them out',
      });
  }
  return undefined;
}
