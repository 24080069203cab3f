import type { PackChange } from '../pack-change.ts';

/** Words of the Hub for what became of a pack (Delegated Regulation (EU) 2016/161, Article 40; spelling of our own wire form). */
export type PackState = 'SAMPLE' | 'DESTROYED' | 'EXPORTED' | 'STOLEN' | 'ACTIVE';

const states: Readonly<Record<Exclude<PackChange, 'ended'>, PackState>> = {
  sampled: 'SAMPLE',
  destroyed: 'DESTROYED',
  exported: 'EXPORTED',
  stolen: 'STOLEN',
};

/** True for what is never taken back. What nobody said may be. */
export const isFinal = (change: PackChange): boolean => change === 'destroyed' || change === 'stolen';

/** The Hub's word; `undefined` where what became of the packs is not said. */
export const stateOf = (change: PackChange): PackState | undefined => (change === 'ended' ? undefined : states[change]);
