/** What is wrong with a row, counted from 1 after the header; without one, with the file. */
export interface Problem {
  readonly code: string;
  readonly text: string;
  readonly row?: number;
}

/** What became of a file: it was taken, perhaps under a number, or not a row of it. */
export interface Judged {
  readonly rows: number;
  readonly problems: readonly Problem[];
  readonly number?: string;
}

/** What a portal that takes whole files or nothing knows, and how it comes to know it. */
export interface Portal {
  /** Says what is wrong with all rows of a file, or takes it. @param at when it is worked off, in milliseconds */
  judge(file: string, at: number): Judged;
  /** What is known of a pack or package, by its code. */
  unit(code: string): object | undefined;
  forget(code: string): void;
  /** Codes of which something should have been told by now. */
  overdue?(at: number): string[];
}

/** What was registered beforehand, at all portals together. */
export interface Registered {
  readonly glns: ReadonlySet<string>;
  readonly gtins: ReadonlySet<string>;
  /** Numbers of businesses in Korea. */
  readonly parties: ReadonlySet<string>;
}

export const problem = (code: string, text: string, row?: number): Problem => ({
  code,
  text,
  ...(row !== undefined && { row }),
});

/** Where a file is taken whole or not at all. */
export const failed = (...problems: Problem[]): Judged => ({ rows: 0, problems });
