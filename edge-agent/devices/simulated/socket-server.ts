import { createServer, type Socket } from 'node:net';
import { type ListenAt, listen } from '../listen.ts';
import type { Listening } from './listener.ts';

/** A device's end of TCP: who is connected, and a way to break it all. */
export interface SocketServer {
  readonly clients: ReadonlySet<Socket>;
  /** Writes Latin-1 to all that are connected. */
  write(text: string): void;
  drop(): void;
  listen(at: ListenAt): Promise<Listening>;
}

/** Makes a server; `heard` is given what a client sends, one character a byte, and what greets it `greet`. */
export function socketServer(
  heard: (text: string, socket: Socket) => void,
  greet?: (socket: Socket) => void,
): SocketServer {
  const clients = new Set<Socket>();
  const drop = () => {
    for (const client of clients) client.destroy();
  };
  const server = createServer((socket) => {
    clients.add(socket);
    socket.setEncoding('latin1').setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', () => clients.delete(socket));
    socket.on('data', (chunk) => heard(String(chunk), socket));
    greet?.(socket);
  });
  return {
    clients,
    drop,
    write: (text) => {
      for (const client of clients) client.write(text, 'latin1');
    },
    listen: async (at) => ({
      port: await listen(server, at),
      drop,
      close: () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          drop();
        }),
    }),
  };
}
