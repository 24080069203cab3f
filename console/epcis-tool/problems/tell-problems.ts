import type { Input } from '../input/input.ts';
import type { Bytes } from '../input/read-input.ts';
import { locateProblems } from './locate-problems.ts';
import type { Problem } from './problem.ts';
import type { ProblemList } from './problem-list.ts';

/** As many problems of a document are told where nobody asked for all of them. */
export const ENOUGH_PROBLEMS = 100;

/** Tells the problems that were found in a document, with their lines, and how many more there are. */
export async function tellProblems(
  input: Input,
  list: ProblemList,
  { syntax }: Bytes,
  tell: { problem: (problem: Problem) => void; more: (count: number) => void },
): Promise<void> {
  for (const one of syntax === 'json' ? await locateProblems(input, list.kept) : list.kept) tell.problem(one);
  const more = list.errors + list.warnings - list.kept.length;
  if (more > 0) tell.more(more);
}
