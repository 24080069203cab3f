import * as v from 'valibot';

/** What a worker is told when it starts. */
export const workerStart = v.object({
  file: v.string(),
  exported: v.string(),
  /** Milliseconds by which the host's clock is ahead of the world's: the function goes by the same. */
  clockAhead: v.number(),
});

/** One invocation, on its way to a worker. */
export const invocation = v.object({
  event: v.string(),
  requestId: v.string(),
  /** Milliseconds since the epoch at which the function is ended. */
  deadline: v.number(),
  arn: v.string(),
  name: v.string(),
  memory: v.string(),
});
export type Invocation = v.InferOutput<typeof invocation>;

/** What a worker says: it has loaded the function, the function answered (as JSON), or it threw. */
export const workerAnswer = v.variant('kind', [
  v.object({ kind: v.literal('ready') }),
  v.object({ kind: v.literal('answered'), result: v.string() }),
  v.object({ kind: v.literal('failed'), type: v.string(), message: v.string(), trace: v.string() }),
]);
export type WorkerAnswer = v.InferOutput<typeof workerAnswer>;
