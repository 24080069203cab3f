/** How often a page of a list is asked for anew; milliseconds. */
export interface PagePace {
  readonly every?: number | false;
  /** The same of a page that another follows, where looking for it is dear. */
  readonly everyOfMany?: number | undefined;
}

/**
 * How long until a page is asked for anew: never where it was long looked for.
 *
 * @param shown absent until it came
 */
export function pagePace(
  { every = false, everyOfMany }: PagePace,
  shown: { readonly answers: number; readonly next?: string | undefined } | undefined,
): number | false {
  if (shown !== undefined && shown.answers > 1) return false;
  return (shown?.next === undefined ? undefined : everyOfMany) ?? every;
}
