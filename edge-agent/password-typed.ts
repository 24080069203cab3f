import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** The first line of stdin: a password on the command line would stand in the shell's history and the process list. */
export async function passwordTyped(): Promise<string> {
  const terminal = process.stdin.isTTY === true;
  if (terminal) process.stderr.write('password: ');
  // What is typed goes to an output that shows nothing.
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  for await (const line of createInterface({ input: process.stdin, output, terminal })) {
    if (line.length >= 10) return line;
    throw new Error('a password must have 10 characters or more');
  }
  throw new Error('no password was typed');
}
