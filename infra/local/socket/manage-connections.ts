import type { IncomingMessage, RequestListener } from 'node:http';
import { gatewayMessage, type HttpAnswer, sendAnswer } from '../http/gateway-answer.ts';
import { readBody } from '../http/read-body.ts';
import type { Connection } from './connection.ts';
import type { SocketLimits } from './socket-api.ts';
import type { Caller } from './socket-event.ts';

/** An open connection and who opened it. */
export interface Managed extends Caller {
  readonly connection: Connection;
}

/** The management API of a stage: POST sends, GET tells, DELETE closes. Errors are those of the service, named in its header. */
export function manageConnections(open: ReadonlyMap<string, Managed>, { messageBytes }: SocketLimits): RequestListener {
  return (request, response) => {
    answer(open, request, messageBytes).then(
      (one) => sendAnswer(response, one),
      // The caller broke off.
      () => response.destroy(),
    );
  };
}

async function answer(
  open: ReadonlyMap<string, Managed>,
  request: IncomingMessage,
  messageBytes: number,
): Promise<HttpAnswer> {
  const body = await readBody(request, messageBytes);
  const [path = ''] = (request.url ?? '').split('?');
  const [, escaped] = /\/@connections\/([^/]+)$/.exec(path) ?? [];
  const id = escaped === undefined ? undefined : unescaped(escaped);
  if (id === undefined) return fault(403, 'ForbiddenException', 'Forbidden');
  const managed = open.get(id);
  if (managed === undefined) return gone;
  if (request.method === 'GET') return told(managed);
  if (request.method === 'DELETE') {
    managed.connection.close('asked');
    return { status: 204, headers: {}, body: '' };
  }
  if (request.method !== 'POST') return fault(403, 'ForbiddenException', 'Forbidden');
  return body === undefined ? fault(413, 'PayloadTooLargeException', 'Payload Too Large') : sent(managed, body);
}

/** Sent means handed over: nobody learns whether the client has read it. */
function sent({ connection }: Managed, text: Buffer): HttpAnswer {
  const outcome = connection.send(text);
  if (outcome === 'closed') return gone;
  if (outcome === 'stuck') return fault(429, 'LimitExceededException', 'Rate exceeded');
  return { status: 200, headers: {}, body: '' };
}

const told = ({ connection, connectedAt, identity }: Managed): HttpAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    connectedAt: connectedAt.toISOString(),
    lastActiveAt: connection.lastActiveAt().toISOString(),
    identity,
  }),
});

const fault = (status: number, type: string, message: string) =>
  gatewayMessage(status, message, { 'x-amzn-errortype': type });

const gone = fault(410, 'GoneException', 'Gone');

function unescaped(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
