/** As reports are called, and the calls that take them. */
export const names = { utilisation: 'utilisation', aggregation: 'aggregation', withdrawal: 'withdrawal' } as const;

/** Packages in one document, so that its codes stay below 30,000 with 1,500 in each. */
export const PACKAGES_PER_DOCUMENT = 20;
/** Things in one package (clients of ASL BELGISI: [M], of a box of packs). */
export const MOST_INSIDE = 1_500;
/** Codes whose states are asked for at once (clients of ASL BELGISI: [M]). */
export const CODES_PER_QUESTION = 100;

/** What a release wants to be given: the day on which the lot was made. */
export const MADE = 'madeDate';
/** And where it was packed, where no event says so. */
export const PACKED = 'packedIn';
