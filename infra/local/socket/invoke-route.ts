import * as v from 'valibot';
import { FunctionError } from '../functions/function-error.ts';
import type { SocketRoute } from './socket-api.ts';

export interface InvokeNeeds {
  invoke(fn: string, event: unknown, signal: AbortSignal): Promise<unknown>;
  log(line: string): void;
}

/** What a function answered, or that it did not. */
export type Invoked = { readonly answered: unknown } | { readonly failed: true };

/** Invokes what stands behind a route and waits for it as long as the route says. The function's own errors are in its own log. */
export async function invokeWithin(
  { invoke, log }: InvokeNeeds,
  { fn, timeoutMs }: SocketRoute,
  event: unknown,
): Promise<Invoked> {
  const givenUp = new AbortController();
  const late = Promise.withResolvers<Invoked>();
  const timer = setTimeout(() => {
    givenUp.abort();
    late.resolve({ failed: true });
  }, timeoutMs);
  const failed = (error: unknown): Invoked => {
    if (!(error instanceof FunctionError)) log(`${fn}: ${String(error)}`);
    return { failed: true };
  };
  const invoked = invoke(fn, event, givenUp.signal).then((answered): Invoked => ({ answered }), failed);
  try {
    return await Promise.race([invoked, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

const withStatus = v.object({ statusCode: v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)) });
const withBody = v.object({ body: v.string() });

/** The status by which `$connect` is decided; 502 when the function failed or named none. */
export function statusOf(invoked: Invoked): number {
  const read = v.safeParse(withStatus, 'answered' in invoked ? invoked.answered : undefined);
  return read.success ? read.output.statusCode : 502;
}

/** What a result says to the client. */
export function textOf({ answered }: { readonly answered: unknown }): string {
  return v.is(withBody, answered) ? answered.body : '';
}
