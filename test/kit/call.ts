import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { apiEvent, type Call } from './api-event.ts';
import { lambdaContext } from './lambda-context.ts';

type Handler = (event: ReturnType<typeof apiEvent>, context: Context) => unknown;

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** Calls a handler as the HTTP API would and reads the answer as a client does. */
export async function call(handler: Handler, route: string, more: Omit<Call, 'route'> = {}): Promise<Answered> {
  const raw = await handler(apiEvent({ route, ...more }), lambdaContext);
  const { statusCode = 200, headers = {}, body = '' } = toResult(raw);
  return { status: statusCode, headers, body: body === '' ? undefined : parsed(body) };
}

function toResult(raw: unknown): APIGatewayProxyStructuredResultV2 {
  if (typeof raw === 'object' && raw !== null) return raw;
  throw new Error(`the handler answered ${String(raw)}`);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
