import { type Problem, printable, problemLine } from '../problems/problem.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** Something that a person should know about a document that was converted. */
export interface Warning {
  readonly message: string;
  /** How often it is so. */
  readonly count?: number;
  readonly remedy?: string;
}

/** What is said beside the document that is written, for a person or for a program. */
export interface Remarks {
  problem(file: string, problem: Problem): void;
  warn(file: string, warning: Warning): void;
}

export const remarksOn = (screen: Terminal, json: boolean): Remarks => ({
  problem: (file, problem) => screen.remark(json ? JSON.stringify({ file, ...problem }) : problemLine(file, problem)),
  warn: (file, { message, remedy, count }) =>
    screen.remark(
      json
        ? JSON.stringify({ file, severity: 'warning', message, count, remedy })
        : printable(`${file}: warning: ${message}${remedy === undefined ? '' : ` — ${remedy}`}`),
    ),
});
