import * as v from 'valibot';

/**
 * What a number can have come to, in the order in which the stronger witness comes first: the ledger knows what was commissioned, the line
 * what it destroyed, sampled or rejected, people what they gave back unused. A number that two of them claim is counted by the first, once,
 * and shown as a contradiction.
 */
export const fates = ['commissioned', 'destroyed', 'sampled', 'rejected', 'returned'] as const;
export type Fate = (typeof fates)[number];

/** Every figure of a reconciliation: `asked` is the sum of all others, always. */
export const figureNames = ['asked', ...fates, 'unaccounted'] as const;
export type Figure = (typeof figureNames)[number];

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const figures = v.object({
  asked: count,
  commissioned: count,
  rejected: count,
  sampled: count,
  destroyed: count,
  returned: count,
  unaccounted: count,
});
export type Figures = v.InferOutput<typeof figures>;

export const noFigures: Figures = {
  asked: 0,
  commissioned: 0,
  rejected: 0,
  sampled: 0,
  destroyed: 0,
  returned: 0,
  unaccounted: 0,
};

/** Figures of several blocks or lines together. */
export function sumOf(all: readonly Figures[]): Figures {
  const sum = { ...noFigures };
  for (const one of all) for (const name of figureNames) sum[name] += one[name];
  return sum;
}
