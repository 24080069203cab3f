import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import * as v from 'valibot';
import { putClockAhead } from '../clock.ts';
import { type Invocation, invocation, type WorkerAnswer, workerStart } from './worker-messages.ts';

/** Runs inside a worker thread: loads one function, then answers one invocation after another. */

const port = parentPort;
if (port === null) throw new Error('worker.ts runs in a worker thread only');
const say = (answer: WorkerAnswer) => port.postMessage(answer);

// What it is for has begun with the thread; a function sees nothing of the host.
delete process.env['NODE_COMPILE_CACHE'];

const handler = await load();
if (handler !== undefined) {
  say({ kind: 'ready' });
  port.on('message', (message) => {
    // Nothing is awaited here: `answer` settles by message whatever happens.
    void answer(handler, v.parse(invocation, message));
  });
}

async function load(): Promise<((...args: unknown[]) => unknown) | undefined> {
  const { file, exported, clockAhead } = v.parse(workerStart, workerData);
  putClockAhead(clockAhead);
  try {
    const loaded: unknown = await import(pathToFileURL(file).href);
    const found = Object.entries(loaded ?? {}).find(([name]) => name === exported)?.[1];
    if (typeof found !== 'function') throw new Error(`${exported} is undefined or not exported`);
    return (...args) => found(...args);
  } catch (error) {
    say(failure(error));
    return undefined;
  }
}

async function answer(run: (...args: unknown[]) => unknown, call: Invocation): Promise<void> {
  const outcome = await outcomeOf(run, call);
  // What was printed travels apart from the answer and would be lost if the thread were ended with it.
  await Promise.all([process.stdout, process.stderr].map(printed));
  say(outcome);
}

async function outcomeOf(run: (...args: unknown[]) => unknown, call: Invocation): Promise<WorkerAnswer> {
  try {
    const result = await run(JSON.parse(call.event), contextOf(call));
    return { kind: 'answered', result: JSON.stringify(result) ?? 'null' };
  } catch (error) {
    return failure(error);
  }
}

const printed = (stream: NodeJS.WriteStream) =>
  stream.writableLength === 0 ? undefined : new Promise((resolve) => stream.write('', resolve));

function contextOf({ requestId, deadline, arn, name, memory }: Invocation) {
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: name,
    functionVersion: '$LATEST',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    invokedFunctionArn: arn,
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: 'local',
    memoryLimitInMB: memory,
  };
}

function failure(error: unknown): WorkerAnswer {
  if (!(error instanceof Error)) return { kind: 'failed', type: 'Error', message: String(error), trace: '' };
  return { kind: 'failed', type: error.name, message: error.message, trace: error.stack ?? '' };
}
