/** A share of one as people read it; a dash where it is not known. */
export const percent = (share: number | undefined): string =>
  share === undefined ? '–' : `${(100 * share).toFixed(1)} %`;
