/** What is wrong with a value, and where in it (0-based character offset). */
export interface ElementProblem {
  readonly offset: number;
  readonly detail: string;
  /** Standard and clause, where it is another than that of the element string itself. */
  readonly rule?: string;
  readonly remedy?: string;
}

/** A rule on the characters `from` to `to` (exclusive) of a value whose format already holds. */
export type ValueRule = (value: string, from: number, to: number) => ElementProblem | undefined;
