import { dueInBin } from '../line/bin-sum.ts';
import type { DrawnNumbers, UnitGroup } from '../store/report-rows.ts';

/** One sum of a reconciliation: what is on the left must be what its terms add up to. */
export interface ReconciledSum {
  readonly sum: string;
  readonly units: number;
  readonly terms: Readonly<Record<string, number>>;
  /** What is on the left and in no term; 0 when it reconciles. */
  readonly difference: number;
}

type Ends = (group: UnitGroup) => boolean;

const underWay: Ends = ({ state }) => state === 'printing' || state === 'verified';
/** A pack that was refused stays a refused one, whatever people do to it then, unless they found it good. */
const rejected: Ends = ({ state, verdict, fate, rejectedFor }) =>
  state === 'rejected' ||
  ((state === 'destroyed' || state === 'decommissioned') &&
    // The gate rejects what has no verdict, and now and then what has a good one; a label that was never seen has no fate either.
    (rejectedFor !== undefined || verdict === 'reject' || (verdict === undefined && fate !== undefined)));
const notSeen: Ends = (one) => one.state === 'destroyed' && !one.seen && !one.bench && !rejected(one);
const labelScrapped: Ends = ({ state, seen, bench }) => state === 'destroyed' && !seen && bench;
const labelSampled: Ends = ({ state, seen, bench }) => state === 'sampled' && !seen && bench;
const others: readonly Ends[] = [underWay, rejected, notSeen, labelScrapped, labelSampled];
const verifiedGood: Ends = (group) => !others.some((ends) => ends(group));

/**
 * Every number of a batch has one fate: the sums that show it, from what the units' rows and the blocks say. What the gate was to push out is held
 * against what the bin itself has counted.
 *
 * @param binned packs that the bin's sensor saw fall in; undefined when nobody kept that
 */
export function reconcile(
  groups: readonly UnitGroup[],
  { received, unused, elsewhere, returned = 0 }: DrawnNumbers,
  binned: number | undefined,
): ReconciledSum[] {
  const count = (...ends: readonly Ends[]) =>
    groups.filter((group) => ends.every((one) => one(group))).reduce((sum, { units }) => sum + units, 0);
  const printed = count();
  const inState = (state: string) => count(verifiedGood, (group) => group.state === state);
  return [
    sumOf('received', received, {
      printed,
      unused,
      ...(elsewhere > 0 && { 'printed in other batches': elsewhere }),
      ...(returned > 0 && { returned }),
    }),
    sumOf('printed', printed, {
      'verified good': count(verifiedGood),
      rejected: count(rejected),
      'printed, not seen': count(notSeen),
      'label sampled': count(labelSampled),
      'label scrapped': count(labelScrapped),
      ...(count(underWay) > 0 && { 'under way': count(underWay) }),
    }),
    sumOf('verified good', count(verifiedGood), {
      aggregated: count(verifiedGood, ({ state, packed }) => state === 'commissioned' && packed),
      loose: count(verifiedGood, ({ state, packed }) => state === 'commissioned' && !packed),
      sampled: inState('sampled'),
      decommissioned: inState('decommissioned'),
      destroyed: inState('destroyed'),
    }),
    ...(binned === undefined ? [] : [sumOf('due in the reject bin', dueInBin(groups), { 'confirmed there': binned })]),
  ];
}

function sumOf(sum: string, units: number, terms: Readonly<Record<string, number>>): ReconciledSum {
  return { sum, units, terms, difference: Object.values(terms).reduce((left, term) => left - term, units) };
}

/** Units that were refused, by what they were refused for, whatever people made of them then. */
export const rejectsByReason = (groups: readonly UnitGroup[]): Record<string, number> =>
  sumByWords(groups, (group) => (rejected(group) ? (group.rejectedFor ?? group.reason ?? 'no reason') : undefined));

/** What people made of units, in the words of the act, with what the line had refused them for. */
export const madeByHand = (groups: readonly UnitGroup[]): Record<string, number> =>
  sumByWords(groups, (group) => {
    const { state, reason, rejectedFor } = group;
    const ended = (state === 'destroyed' || state === 'decommissioned') && !notSeen(group);
    if (!ended && rejectedFor === undefined) return undefined;
    const act = `${state === 'commissioned' ? 'found good' : state}${reason === undefined ? '' : `: ${reason}`}`;
    return rejectedFor === undefined ? act : `rejected for ${rejectedFor}, then ${act}`;
  });

/** Words are whatever lines and people say, also what an object has of its own. */
function sumByWords(groups: readonly UnitGroup[], wordsOf: (group: UnitGroup) => string | undefined) {
  const sums = new Map<string, number>();
  for (const group of groups) {
    const words = wordsOf(group);
    if (words !== undefined) sums.set(words, (sums.get(words) ?? 0) + group.units);
  }
  return Object.fromEntries(sums);
}
