import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { SocketLimits } from './socket-api.ts';

/** A request to upgrade, as Node's server hands it over. */
export interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/**
 * Opens a WebSocket when `judge` answers a status from 200 to 299, and else answers with that status: as on AWS, a client learns nothing more.
 * `judge` is asked only when the request is a sound handshake (RFC 6455 §4.2.1). Answers undefined when nothing was opened.
 */
export function shakeHands(
  { request, socket, head }: Upgrade,
  judge: () => Promise<number>,
  { messageBytes }: SocketLimits,
): Promise<WebSocket | undefined> {
  const hands = Promise.withResolvers<WebSocket | undefined>();
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: messageBytes,
    // Only a subprotocol that the function chose would be agreed on, and none is.
    handleProtocols: () => false,
    verifyClient: (_, answer) => {
      const settle = (status: number) => {
        if (status >= 200 && status <= 299) answer(true);
        else answer(false, status, STATUS_CODES[status] ?? '', { 'content-type': 'text/plain' });
      };
      judge().then(settle, () => settle(502));
    },
  });
  socket.once('close', () => hands.resolve(undefined));
  server.handleUpgrade(request, socket, head, hands.resolve);
  return hands.promise;
}
