/** Hours in which a movement, and what became of packs, should be told: a working day (Government Decree 1556 [R]). */
export const MOVED_WITHIN = 24;
/** The same of what comes into circulation: five working days, of which we take five days [R]. */
export const RELEASED_WITHIN = 5 * 24;

export { hoursAfter as within } from '../../slices.ts';
