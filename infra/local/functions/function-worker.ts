import { randomUUID } from 'node:crypto';
import { FunctionError } from './function-error.ts';
import type { FunctionSpec } from './function-spec.ts';
import type { LogFile } from './log-file.ts';
import type { WorkerAnswer } from './worker-messages.ts';
import { startWorkerThread } from './worker-thread.ts';

/** One warm copy of a function. It takes one invocation at a time and is thrown away once it has died. */
export interface FunctionWorker {
  alive(): boolean;
  /** Answers what the function returned; rejects with `FunctionError` when it threw, died or outlived its timeout. */
  invoke(payload: unknown): Promise<unknown>;
  end(): Promise<void>;
}

/** Loading a function may take this long (AWS Lambda's init phase). */
const initSeconds = 10;

/** Starts a copy of a function; it loads at once and is ready to be invoked. */
export function startFunctionWorker(spec: FunctionSpec, log: LogFile): FunctionWorker {
  const { arn, name, memoryMb, timeoutSeconds } = spec;
  const thread = startWorkerThread(spec, log);
  const loaded = thread.next(initSeconds * 1000, timedOut('Init', initSeconds));
  // Whoever invokes learns of it; until then nobody listens.
  loaded.catch(() => {});

  const run = async (requestId: string, payload: unknown): Promise<unknown> => {
    const load = await loaded;
    if (load.kind === 'failed') {
      const error = new FunctionError(load.type, load.message);
      await thread.kill(error);
      throw error;
    }
    const deadline = Date.now() + timeoutSeconds * 1000;
    const event = JSON.stringify(payload) ?? 'null';
    thread.send({ event, requestId, deadline, arn, name, memory: String(memoryMb) });
    return resultOf(await thread.next(timeoutSeconds * 1000, timedOut('Task', timeoutSeconds)));
  };

  return {
    alive: thread.alive,
    invoke: async (payload) => {
      const requestId = randomUUID();
      try {
        return await run(requestId, payload);
      } catch (error) {
        log.line(`${requestId} ${error instanceof FunctionError ? `${error.type}: ${error.message}` : String(error)}`);
        throw error;
      }
    },
    end: () => thread.kill(new FunctionError('Runtime.ExitError', 'the cloud is going down')),
  };
}

function resultOf(answer: WorkerAnswer): unknown {
  if (answer.kind === 'answered') return JSON.parse(answer.result);
  if (answer.kind === 'failed') throw new FunctionError(answer.type, answer.message);
  throw new FunctionError('Runtime.Unknown', `the worker said ${answer.kind} out of turn`);
}

const timedOut = (what: string, seconds: number) =>
  new FunctionError('Sandbox.Timedout', `${what} timed out after ${seconds.toFixed(2)} seconds`);
