/** Packs in one list: neither service names a limit [R], and a list is answered while its sender waits. */
export const PACKS_PER_LIST = 5_000;
/** Things of a movement in one list, with everything that is in them. */
export const THINGS_PER_LIST = 50;
/** Packs that a list may come to have by what is in its things. */
export const MOST_PACKS = 50_000;
