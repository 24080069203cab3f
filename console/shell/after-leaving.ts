/** Something that was told above a page. */
interface Told {
  readonly type?: string | undefined;
  /** When, in milliseconds of the page's own clock. */
  readonly since: number;
}

/** A deed often leads on to what it made: what it told is for the page it leads to. */
const LEADS_ON_MS = 1_500;

/** What still stands above the page after somebody went to another: what was done belongs to the page where it was told, and what went wrong stays until it is dismissed. */
export const afterLeaving = <One extends Told>(all: readonly One[], now: number): readonly One[] =>
  all.filter(({ type, since }) => type !== 'success' || now - since < LEADS_ON_MS);
