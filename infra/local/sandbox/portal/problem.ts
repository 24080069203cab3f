/** What is wrong with a row, counted from 1 after the header; without one, with the file. */
export interface Problem {
  readonly code: string;
  readonly text: string;
  readonly row?: number;
}

/** Says what is wrong with all rows of a file, or takes it. */
export type Judge = (file: string) => { readonly rows: number; readonly problems: readonly Problem[] };

/** Where a file is taken whole or not at all. */
export const failed = (...problems: Problem[]) => ({ rows: 0, problems });
