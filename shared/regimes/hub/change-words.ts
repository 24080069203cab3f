import type { PackChange } from '../pack-change.ts';

interface Words {
  readonly bizStep: string;
  readonly disposition: string;
}

/** How CBV says what became of packs (CBV 1.2 §7.1, §7.2). Samples and exports are words of our own choice among them [L]. */
const words: Readonly<Record<PackChange, Words>> = {
  destroyed: { bizStep: 'destroying', disposition: 'destroyed' },
  stolen: { bizStep: 'decommissioning', disposition: 'stolen' },
  sampled: { bizStep: 'decommissioning', disposition: 'inactive' },
  exported: { bizStep: 'decommissioning', disposition: 'inactive' },
  ended: { bizStep: 'decommissioning', disposition: 'inactive' },
};

/** Step and disposition of the event that takes packs out. */
export const wordsOf = (change: PackChange): Words => words[change];
