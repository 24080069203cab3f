/** A moment as people read it, in UTC. */
export const whenOf = (at: string | undefined): string =>
  at === undefined ? '–' : `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;

/** Terms of a sum. */
export const inWords = (terms: Readonly<Record<string, number>>): string =>
  Object.entries(terms)
    .map(([name, units]) => `${name} ${units}`)
    .join(' + ');

/** A share of one. */
export const percent = (share: number | undefined): string =>
  share === undefined ? 'not known' : `${(share * 100).toFixed(1)} %`;
