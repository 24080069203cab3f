/** A figure of a lot, or of one block of it, whose serials are looked at. */
export interface Behind {
  /** Or the name of a difference, which has its serials as well. */
  readonly figure: string;
  readonly block?: string | undefined;
}

/** What the address says is looked at; nothing where it names no figure. */
export function behindOf(query: ReadonlyMap<string, string>): Behind | undefined {
  const figure = query.get('behind');
  return figure === undefined ? undefined : { figure, block: query.get('block') };
}

/** What the address says then: that can be sent to whoever has to look at the same serials. */
export const queryOfBehind = (behind: Behind | undefined): Record<'behind' | 'block', string | undefined> => ({
  behind: behind?.figure,
  block: behind?.block,
});
