import type { PackChange } from '../../pack-change.ts';

/** Elements that say why a pack leaves the chain (message set 1.00, `final`). Dispensing has two kinds, which its own element holds. */
export const finalReasons = [
  'dispn',
  'sealBrk',
  'xport',
  'destroy',
  'damage',
  'disapp',
  'robry',
  'seizure',
  'snvs',
  'military',
  'quality',
] as const;
export type FinalReason = (typeof finalReasons)[number];

/** `d` without and `dwp` with a prescription. [L] */
export const dispensings = ['d', 'dwp'] as const;
export type Dispensing = (typeof dispensings)[number];

const ofChange: Readonly<Record<Exclude<PackChange, 'ended'>, FinalReason>> = {
  sampled: 'quality',
  destroyed: 'destroy',
  stolen: 'robry',
  exported: 'xport',
};

/** Reasons that a person may give of packs whose end nobody told; dispensing is reported by who dispenses. */
export const reasonsToGive = finalReasons.filter((reason) => reason !== 'dispn');

/** Why packs leave; `undefined` when neither events nor people said so. @param given what a person said */
export function reasonOf(change: PackChange, given: string | undefined): FinalReason | undefined {
  return change === 'ended' ? reasonsToGive.find((reason) => reason === given) : ofChange[change];
}
