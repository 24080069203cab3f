import type { WebSocket } from 'ws';
import type { SocketLimits } from './socket-api.ts';

/** Close codes of RFC 6455 §7.4.1. */
const NORMAL = 1000;
const GOING_AWAY = 1001;
/** How long a client may take to answer a goodbye. */
const farewellMs = 2_000;

/** An open WebSocket, held to the quotas of API Gateway. */
export interface Connection {
  readonly lastActiveAt: () => Date;
  /** Hands bytes of UTF-8 text on to the client; a client that does not read makes it `stuck`, with nothing sent. */
  send(text: Uint8Array): 'sent' | 'closed' | 'stuck';
  /** Says goodbye; `away` when this machine goes or has had enough of the connection. */
  close(why: 'asked' | 'away'): void;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

/** Takes a WebSocket over. It is closed after so long without a sign of life, a ping included, and in any case at the end of its life. */
export function holdConnection(socket: WebSocket, limits: SocketLimits): Connection {
  let lastActiveAt = new Date();
  const close = (why: 'asked' | 'away') => {
    if (why === 'asked') socket.close(NORMAL, 'Connection Closed Normally');
    else socket.close(GOING_AWAY, 'Going away');
    setTimeout(() => socket.terminate(), farewellMs).unref();
  };
  const idle = setTimeout(close, limits.idleMs, 'away').unref();
  const life = setTimeout(close, limits.lifetimeMs, 'away').unref();
  const active = () => {
    lastActiveAt = new Date();
    idle.refresh();
  };
  for (const sign of ['message', 'ping', 'pong']) socket.on(sign, active);
  // A breach of the protocol or a broken connection: a close follows, which is all there is to know.
  socket.on('error', () => {});
  const closed = closing(socket, () => {
    clearTimeout(idle);
    clearTimeout(life);
  });
  return {
    lastActiveAt: () => lastActiveAt,
    send: (text) => {
      if (socket.readyState !== socket.OPEN) return 'closed';
      if (socket.bufferedAmount > limits.waitingBytes) return 'stuck';
      sendFrames(socket, text, limits.frameBytes);
      active();
      return 'sent';
    },
    close,
    closed,
  };
}

function closing(socket: WebSocket, after: () => void): Connection['closed'] {
  return new Promise((resolve) => {
    socket.once('close', (code, reason) => {
      after();
      resolve({ code, reason: reason.toString() });
    });
  });
}

function sendFrames(socket: WebSocket, text: Uint8Array, frameBytes: number): void {
  let from = 0;
  do {
    const fin = from + frameBytes >= text.length;
    socket.send(text.subarray(from, from + frameBytes), { binary: false, fin });
    from += frameBytes;
  } while (from < text.length);
}
