import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { startAgent } from './agent.ts';
import { readConfig } from './config.ts';
import { hashPassword } from './people/password.ts';
import { stopRequests } from './stop-requests.ts';

/** `npm run agent -- --config FILE`, or `npm run agent -- --hash-password` for a person of that file. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { config: { type: 'string' }, 'hash-password': { type: 'boolean' } } });
  if (values['hash-password'] === true) {
    process.stdout.write(`${await hashPassword(await passwordTyped())}\n`);
    return;
  }
  if (values.config === undefined) throw new Error('say which site this is: --config FILE');
  const agent = await startAgent(readConfig(values.config));
  process.stdout.write(`agent ready ${agent.url}\n`);
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    agent.stop().then(() => process.exit(0), failed);
  };
  const asked = stopRequests(() => performance.now());
  const stop = () => {
    // It may always go at once: everything that counts is on disk at every moment.
    if (asked() === 'go at once') process.exit(1);
    end();
  };
  // A parent that goes away is no second wish: it goes because it was asked to.
  process.once('disconnect', end);
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** The first line of stdin: a password on the command line would stand in the shell's history and the process list. */
async function passwordTyped(): Promise<string> {
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

function failed(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main().catch(failed);
