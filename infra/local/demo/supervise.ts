import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** A child that is started again when it dies, as Greengrass does with a component. */
export interface Supervised {
  readonly pid: () => number | undefined;
  stop(): Promise<void>;
}

const RESTART_MS = 500;
const LONGEST_RESTART_MS = 10_000;
const STOP_MS = 20_000;

/**
 * Keeps `node <script> --config <config>` running. Its output goes to `log`; `onLine` sees each line of its stdout. The IPC channel lets
 * the child notice when we are killed.
 */
export function supervise(script: string, config: string, log: string, onLine: (line: string) => void): Supervised {
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  let pause = RESTART_MS;
  const out = createWriteStream(log, { flags: 'a' });

  const start = () => {
    const begun = Date.now();
    child = fork(script, ['--config', config], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    child.stdout?.on('data', linesTo(onLine));
    child.stdout?.pipe(out, { end: false });
    child.stderr?.pipe(out, { end: false });
    child.once('exit', () => {
      if (stopping) return;
      // A child that lived for a while died of something new: begin again with the short pause.
      pause = Date.now() - begun > LONGEST_RESTART_MS ? RESTART_MS : Math.min(pause * 2, LONGEST_RESTART_MS);
      timer = setTimeout(start, pause);
    });
  };
  start();

  return {
    pid: () => child?.pid,
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      await ended(child);
      out.end();
    },
  };
}

async function ended(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
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
