import { Worker } from 'node:worker_threads';
import * as v from 'valibot';
import { clockAhead } from '../clock.ts';
import { keptAsHere } from '../compiled.ts';
import { FunctionError } from './function-error.ts';
import type { FunctionSpec } from './function-spec.ts';
import type { LogFile } from './log-file.ts';
import { type Invocation, type WorkerAnswer, workerAnswer } from './worker-messages.ts';

/** A thread that holds one function, asked one thing at a time. Once dead it stays dead. */
export interface WorkerThread {
  alive(): boolean;
  send(invocation: Invocation): void;
  /** The next thing the thread says. Rejects when it dies first; after `milliseconds` of silence it is killed and `late` is the reason. */
  next(milliseconds: number, late: FunctionError): Promise<WorkerAnswer>;
  kill(reason: FunctionError): Promise<void>;
}

/** Starts a thread that sees the function's own environment and nothing of the host's; what it prints goes to its log. */
export function startWorkerThread(spec: FunctionSpec, log: LogFile): WorkerThread {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    name: spec.name,
    env: { ...spec.environment(), ...keptAsHere() },
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: spec.memoryMb },
    workerData: { file: spec.file, exported: spec.exported, clockAhead: clockAhead() },
  });
  worker.stdout.on('data', (chunk: Uint8Array) => log.write(chunk));
  worker.stderr.on('data', (chunk: Uint8Array) => log.write(chunk));

  let dead: FunctionError | undefined;
  let waiting: PromiseWithResolvers<WorkerAnswer> | undefined;
  const die = (reason: FunctionError) => {
    dead ??= reason;
    waiting?.reject(dead);
  };
  const kill = async (reason: FunctionError) => {
    die(reason);
    await worker.terminate();
  };
  worker.on('message', (message) => waiting?.resolve(v.parse(workerAnswer, message)));
  worker.on('error', (error) => die(crashOf(error)));
  worker.on('exit', (code) =>
    die(new FunctionError('Runtime.ExitError', `Runtime exited with error: exit status ${code}`)),
  );

  return {
    alive: () => dead === undefined,
    send: (invocation) => worker.postMessage(invocation),
    next: async (milliseconds, late) => {
      if (dead) throw dead;
      waiting = Promise.withResolvers();
      const timer = setTimeout(() => void kill(late), milliseconds);
      try {
        return await waiting.promise;
      } finally {
        clearTimeout(timer);
        waiting = undefined;
      }
    },
    kill,
  };
}

/** An error that nobody in the function caught: thrown in a callback, an unhandled rejection, or memory used up. */
function crashOf(error: unknown): FunctionError {
  if (!(error instanceof Error)) return new FunctionError('Runtime.UnhandledPromiseRejection', String(error));
  const outOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return new FunctionError(outOfMemory ? 'Runtime.OutOfMemory' : 'Runtime.UnhandledPromiseRejection', error.message);
}
