import type { Stakeholder } from '../owned-world.ts';
import { rsdStakeholders } from '../rsd/rehearsal.ts';

/** The same firms as in Saudi Arabia: none of them is anybody's. */
export const itsStakeholders: readonly Stakeholder[] = rsdStakeholders;
