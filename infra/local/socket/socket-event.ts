import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { SocketRouteKey } from './socket-api.ts';

/** The connection an event is about. */
export interface Caller {
  readonly connectionId: string;
  /** The request that opened it, or asks to. */
  readonly request: IncomingMessage;
  readonly identity: { readonly sourceIp: string; readonly userAgent: string };
  readonly connectedAt: Date;
  readonly apiId: string;
  readonly stage: string;
}

/** Who asks, while the connection still stands. */
export const identityOf = ({ socket, headers }: IncomingMessage): Caller['identity'] => ({
  sourceIp: socket.remoteAddress ?? '',
  userAgent: headers['user-agent'] ?? '',
});

const types = { $connect: 'CONNECT', $disconnect: 'DISCONNECT', $default: 'MESSAGE' } as const;

/** What all events of a WebSocket API carry; `more` is what the context of this one has besides. */
function socketEvent(routeKey: SocketRouteKey, caller: Caller, more: object = {}) {
  const { request, identity, connectionId, connectedAt, apiId, stage } = caller;
  const requestId = randomUUID();
  return {
    requestContext: {
      routeKey,
      eventType: types[routeKey],
      messageDirection: 'IN',
      connectionId,
      connectedAt: connectedAt.getTime(),
      apiId,
      stage,
      domainName: request.headers.host ?? '',
      identity,
      requestId,
      extendedRequestId: requestId,
      requestTimeEpoch: Date.now(),
      ...more,
    },
    isBase64Encoded: false,
  };
}

/** The event by which a function decides whether a connection opens. Header names stand as they were sent. */
export function connectEvent(caller: Caller, query: string) {
  const headers = multi(pairsOf(caller.request.rawHeaders));
  const parameters = multi([...new URLSearchParams(query)]);
  return {
    ...socketEvent('$connect', caller),
    headers: lastOf(headers),
    multiValueHeaders: headers,
    ...(query !== '' && {
      queryStringParameters: lastOf(parameters),
      multiValueQueryStringParameters: parameters,
    }),
  };
}

/** The event of a message from the client. */
export const messageEvent = (caller: Caller, body: string) => ({
  ...socketEvent('$default', caller, { messageId: randomUUID() }),
  body,
});

/** The event after a connection was closed, by whomever. */
export const disconnectEvent = (caller: Caller, closed: { readonly code: number; readonly reason: string }) =>
  socketEvent('$disconnect', caller, { disconnectStatusCode: closed.code, disconnectReason: closed.reason });

type Multi = Readonly<Record<string, readonly string[]>>;

const pairsOf = (raw: readonly string[]): [string, string][] =>
  raw.flatMap((name, i) => (i % 2 === 0 ? [[name, raw[i + 1] ?? '']] : []));

const multi = (pairs: readonly (readonly [string, string])[]): Multi =>
  Object.fromEntries(
    [...new Set(pairs.map(([name]) => name))].map((name) => [
      name,
      pairs.filter(([other]) => other === name).map(([, value]) => value),
    ]),
  );

const lastOf = (values: Multi): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, all]) => [name, all.at(-1) ?? '']));
