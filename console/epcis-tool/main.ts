#!/usr/bin/env node
import { messageOf } from './command-line/usage-error.ts';
import { runTool } from './run-tool.ts';
import { removeTemporaryFiles } from './terminal/temporary-files.ts';
import { CLEAR_LINE, terminal } from './terminal/terminal.ts';

/** What a shell makes of a process that ends by this signal: 128 and its number. */
const ends = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

process.on('exit', removeTemporaryFiles);
for (const [signal, code] of Object.entries(ends))
  process.once(signal, () => {
    if (process.stderr.isTTY) process.stderr.write(CLEAR_LINE);
    process.exit(code);
  });

for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever read has seen enough (`| head`): nothing is wrong.
    if (error.code === 'EPIPE') process.exit(0);
    process.exitCode = 2;
    if (stream === process.stdout) process.stderr.write(`seriate-epcis: cannot write: ${messageOf(error)}\n`);
    process.exit();
  });

runTool(process.argv.slice(2), {
  terminal: ({ quiet = false }) => terminal(process.stdout, process.stderr, { quiet }),
  now: () => performance.now(),
  time: () => new Date().toISOString(),
}).then(
  (verdict) => {
    process.exitCode = verdict;
  },
  (error: unknown) => {
    process.stderr.write(`seriate-epcis: ${messageOf(error)}\n`);
    process.exitCode = 2;
  },
);
