import { apply } from './apply.ts';
import { quietly, type WarehouseNeeds } from './floor.ts';
import type { Learned } from './learn.ts';

/** Notes what was learned while nobody does anything, so that it holds when the repository is away later. */
export const hear = (needs: WarehouseNeeds, learned: Learned): void =>
  quietly(needs, 'hear', (floor) => apply(floor, learned));
