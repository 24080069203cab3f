import type { Problem } from './problem.ts';

/** The problems of one document, of which only so many are kept. */
export interface ProblemList {
  add(problem: Problem): void;
  readonly kept: readonly Problem[];
  readonly errors: number;
  readonly warnings: number;
}

export function problemList(most: number): ProblemList {
  const kept: Problem[] = [];
  const told = { error: 0, warning: 0 };
  return {
    kept,
    get errors() {
      return told.error;
    },
    get warnings() {
      return told.warning;
    },
    add: (problem) => {
      told[problem.severity]++;
      if (kept.length < most) kept.push(problem);
    },
  };
}
