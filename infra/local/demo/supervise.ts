import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, openSync } from 'node:fs';

/** A child that is started again when it dies, as Greengrass does with a component. */
export interface Supervised {
  stop(): Promise<void>;
}

export interface SuperviseNeeds {
  readonly script: string;
  /** For the interpreter. */
  readonly flags?: readonly string[];
  readonly config: string;
  /** File that keeps its output. */
  readonly log: string;
  /** Sees each line of its stdout. */
  readonly onLine: (line: string) => void;
  /** Hears the last line of its stderr when it died, or why it could not start; it is started again after a pause. */
  readonly onDeath?: (lastLine: string) => void;
}

const RESTART_MS = 500;
const LONGEST_RESTART_MS = 10_000;
const STOP_MS = 20_000;

/**
 * Keeps `node <script> --config <config>` running. The IPC channel lets the child notice when we are killed. It leads a process group of its
 * own: a Ctrl-C at the terminal reaches us alone, and we stop it when its turn comes.
 */
export function supervise({ script, flags = [], config, log, onLine, onDeath }: SuperviseNeeds): Supervised {
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  let pause = RESTART_MS;
  // Open from the first: whoever stops at once leaves nothing behind that opens it later.
  const out = createWriteStream(log, { fd: openSync(log, 'a') });

  const start = () => {
    const begun = Date.now();
    let lastLine = '';
    const one = fork(script, ['--config', config], {
      execArgv: [...flags],
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child = one;
    one.stdout?.on('data', linesTo(onLine));
    const remember = linesTo((line) => {
      lastLine = line.trim() === '' ? lastLine : line;
    });
    one.stderr?.on('data', remember);
    one.stdout?.pipe(out, { end: false });
    one.stderr?.pipe(out, { end: false });
    const died = (why: string) => {
      if (stopping || child !== one) return;
      child = undefined;
      // A child that lived for a while died of something new: begin again with the short pause.
      pause = Date.now() - begun > LONGEST_RESTART_MS ? RESTART_MS : Math.min(pause * 2, LONGEST_RESTART_MS);
      timer = setTimeout(start, pause);
      onDeath?.(why);
    };
    // A child that cannot be started at all has an error and no end.
    one.on('error', (error) => (one.pid === undefined ? died(error.message) : out.write(`${error.message}\n`)));
    // `close` and not `exit`: its last words are read to the end.
    one.once('close', (code, signal) => died(lastLine || `ended with ${signal ?? `exit code ${code}`}`));
  };
  start();

  return {
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      await ended(child);
      await new Promise<unknown>((resume) => out.end(resume));
    },
  };
}

async function ended(child: ChildProcess | undefined): Promise<void> {
  if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const last = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await gone;
  clearTimeout(last);
}

function linesTo(onLine: (line: string) => void): (chunk: Buffer) => void {
  let rest = '';
  return (chunk) => {
    const lines = `${rest}${chunk.toString('utf8')}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  };
}
