import { type Verdict, worse } from '../command.ts';
import { UsageError } from '../command-line/usage-error.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { type Input, openInput, Unreadable } from './input.ts';

/** What to do about a file that cannot be read, beyond saying so. */
type OnUnreadable = (name: string, reason: string) => void;

/**
 * Opens one file after the other, standard input when none is named, and does the work on each. A file that cannot be
 * read is told and passed over: the others still count.
 */
export async function eachInput(
  names: readonly string[],
  screen: Terminal,
  work: (input: Input) => Promise<Verdict>,
  unreadable: OnUnreadable = () => {},
): Promise<Verdict> {
  if (names.filter((name) => name === '-').length > 1) throw new UsageError('standard input (-) can be read only once');
  let verdict: Verdict = 0;
  for (const name of names.length === 0 ? ['-'] : names) {
    if (name === '-' && process.stdin.isTTY) screen.remark('reading standard input; Ctrl-D ends it');
    try {
      verdict = worse(verdict, await work(await openInput(name)));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      screen.remark(`${name}: error: ${error.message}`);
      unreadable(name, error.message);
      verdict = 2;
    }
    await screen.settled();
  }
  return verdict;
}
