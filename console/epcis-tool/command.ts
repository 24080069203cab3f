import type { Option, Options } from './command-line/read-arguments.ts';
import type { Terminal } from './terminal/terminal.ts';

/** 0: all is well. 1: something is invalid. 2: something could not be done as it was asked. */
export type Verdict = 0 | 1 | 2;

/** What a command has around it. */
export interface Surroundings {
  terminal(given: { quiet?: boolean | undefined }): Terminal;
  /** Milliseconds, for rates only. */
  now(): number;
  /** The time of day, ISO 8601 with a zone. */
  time(): string;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** What stands behind the name. */
  readonly usage: string;
  /** What a person has to know beyond the options. */
  readonly about: string;
  readonly options: Options;
  run(args: readonly string[], around: Surroundings): Promise<Verdict>;
}

/** Options that every command takes. */
export const commonOptions = {
  json: { type: 'boolean', help: 'one JSON object a line' },
  quiet: { type: 'boolean', short: 'q', help: 'no progress' },
  help: { type: 'boolean', short: 'h', help: 'this page' },
} as const satisfies Record<string, Option>;

/** The worse of two. */
export const worse = (one: Verdict, other: Verdict): Verdict => (one > other ? one : other);
