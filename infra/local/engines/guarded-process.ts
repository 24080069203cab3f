import { spawn } from 'node:child_process';

/** A child process that cannot outlive us. */
export interface GuardedProcess {
  /** Settles when the process has ended, with its last words. */
  readonly ended: Promise<{ code: number | null; output: string }>;
  /** The end of what it has printed so far. */
  output(): string;
  /** Asks it to end; after five seconds it is killed. */
  stop(): Promise<void>;
}

// The shell holds the pipe we write to: one line asks the program to end, the end of the pipe kills it, and the pipe ends with us, even by
// SIGKILL. The shell is the program's parent, so its process id cannot have passed to another. Descriptor 3: a background list would
// read from /dev/null.
const guard = `
exec 3<&0
"$@" 3<&- </dev/null &
program=$!
{ read -r _ <&3 && kill "$program" && read -r _ <&3; kill -9 "$program"; } >/dev/null 2>&1 &
watcher=$!
wait "$program"
code=$?
kill "$watcher" 2>/dev/null
exit $code
`;

/** A program that was asked to end has so long before it is killed. */
const patienceMs = 5_000;

/**
 * Starts a program in a process group of its own: a Ctrl-C at the terminal reaches us first, and we stop it when its work is done.
 * Needs a POSIX shell.
 */
export function startGuarded(program: string, args: readonly string[]): GuardedProcess {
  const child = spawn('/bin/sh', ['-c', guard, 'guard', program, ...args], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin' },
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-2_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  // The program may end before us; then there is nobody left to read.
  child.stdin.on('error', () => {});
  const ended = new Promise<{ code: number | null; output: string }>((resolve) => {
    child.on('error', (error) => resolve({ code: null, output: String(error) }));
    child.on('close', (code) => resolve({ code, output }));
    // A program of the program may keep the pipes open; its last words are not worth a longer wait.
    child.on('exit', (code) => setTimeout(() => resolve({ code, output }), 1_000).unref());
  });
  return {
    ended,
    output: () => output,
    stop: async () => {
      child.stdin.write('end\n');
      const timer = setTimeout(() => child.stdin.end(), patienceMs);
      await ended;
      clearTimeout(timer);
      child.stdin.end();
    },
  };
}
