import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FunctionSpec } from './function-spec.ts';
import { type LogFile, openLogFile } from './log-file.ts';
import { type WorkerPool, workerPool } from './worker-pool.ts';

/** All functions of the cloud, by ARN or name. */
export interface FunctionRegistry {
  add(spec: FunctionSpec): void;
  /** The pool's spec; throws when no such function was created. */
  spec(fn: string): FunctionSpec;
  invoke(fn: string, payload: unknown, signal?: AbortSignal): Promise<unknown>;
  /** Waits until nothing runs, at most so long. */
  drain(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

/** Makes an empty registry; functions log to `<logs>/<name>.log`. */
export function functionRegistry(logs: string): FunctionRegistry {
  const pools = new Map<string, { pool: WorkerPool; log: LogFile }>();
  const poolOf = (fn: string) => {
    const found = pools.get(nameOf(fn));
    if (found === undefined) throw new Error(`there is no function ${fn}`);
    return found.pool;
  };
  return {
    add: (spec) => {
      const log = openLogFile(join(logs, `${spec.name}.log`));
      pools.set(spec.name, { pool: workerPool(spec, log), log });
    },
    spec: (fn) => poolOf(fn).spec,
    invoke: async (fn, payload, signal) => poolOf(fn).invoke(payload, signal),
    drain: async (milliseconds) => {
      const end = Date.now() + milliseconds;
      while (Date.now() < end && [...pools.values()].some(({ pool }) => pool.busy() > 0)) await sleep(20);
    },
    close: async () => {
      await Promise.all([...pools.values()].map(({ pool }) => pool.close()));
      for (const { log } of pools.values()) log.close();
    },
  };
}

/** `arn:aws:lambda:region:account:function:name[:qualifier]`, or the name itself. */
const nameOf = (fn: string) => (fn.startsWith('arn:') ? (fn.split(':')[6] ?? fn) : fn);
