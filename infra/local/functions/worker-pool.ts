import { FunctionError } from './function-error.ts';
import type { FunctionSpec } from './function-spec.ts';
import { type FunctionWorker, startFunctionWorker } from './function-worker.ts';
import type { LogFile } from './log-file.ts';

/** All copies of one function. */
export interface WorkerPool {
  readonly spec: FunctionSpec;
  /** Invocations running or waiting. */
  busy(): number;
  /** Takes a free copy, or starts one, or waits its turn; `signal` gives up the turn, not an invocation that runs. */
  invoke(payload: unknown, signal?: AbortSignal): Promise<unknown>;
  close(): Promise<void>;
}

/** More than this many waiting would be a burst that AWS, too, turns away. */
const queueLimit = 1_000;
/** A copy that has had nothing to do for so long gives its memory back. */
const idleMs = 5 * 60_000;

type Turn = PromiseWithResolvers<void>;

/** Makes the pool of one function; the first copy starts with the first invocation. */
export function workerPool(spec: FunctionSpec, log: LogFile): WorkerPool {
  const workers = new Set<FunctionWorker>();
  const idle: { worker: FunctionWorker; timer: NodeJS.Timeout }[] = [];
  const queue: Turn[] = [];
  let running = 0;

  const retire = (worker: FunctionWorker) => {
    workers.delete(worker);
    return worker.end();
  };

  const take = (): FunctionWorker => {
    for (let free = idle.pop(); free !== undefined; free = idle.pop()) {
      clearTimeout(free.timer);
      if (free.worker.alive()) return free.worker;
      workers.delete(free.worker);
    }
    const worker = startFunctionWorker(spec, log);
    workers.add(worker);
    return worker;
  };

  const give = (worker: FunctionWorker) => {
    if (!worker.alive()) {
      workers.delete(worker);
      return;
    }
    const timer = setTimeout(() => {
      idle.splice(
        idle.findIndex((free) => free.worker === worker),
        1,
      );
      void retire(worker);
    }, idleMs);
    timer.unref();
    idle.push({ worker, timer });
  };

  return {
    spec,
    busy: () => running + queue.length,
    invoke: async (payload, signal) => {
      if (running >= spec.concurrency) await turn(queue, spec.name, signal);
      else running++;
      const worker = take();
      try {
        return await worker.invoke(payload);
      } finally {
        give(worker);
        // Whoever waits longest takes over the place; `running` counts places, so it stays.
        const next = queue.shift();
        if (next) next.resolve();
        else running--;
      }
    },
    close: async () => {
      for (const { timer } of idle.splice(0)) clearTimeout(timer);
      for (const waiting of queue.splice(0)) waiting.reject(goingDown());
      await Promise.all([...workers].map(retire));
    },
  };
}

/** Waits for a place. */
async function turn(queue: Turn[], name: string, signal?: AbortSignal): Promise<void> {
  if (queue.length >= queueLimit) throw new FunctionError('TooManyRequestsException', `${name}: rate exceeded`);
  const mine: Turn = Promise.withResolvers();
  const giveUp = () => {
    const at = queue.indexOf(mine);
    if (at < 0) return;
    queue.splice(at, 1);
    mine.reject(signal?.reason);
  };
  queue.push(mine);
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    await mine.promise;
  } finally {
    signal?.removeEventListener('abort', giveUp);
  }
}

const goingDown = () => new FunctionError('ServiceException', 'the cloud is going down');
