import { createServer, type Socket } from 'node:net';
import { type ListenAt, listen } from '../listen.ts';
import type { Listening } from './listener.ts';

/** A device's end of TCP that has one client at a time, as printers do: another is hung up on. */
export interface OneClient {
  /** Whoever is connected, or was last. */
  readonly client: Socket | undefined;
  drop(): void;
  listen(at: ListenAt): Promise<Listening>;
}

/** Makes a server; `serve` is given each client, and whatever it answers is given what that client sends. */
export function oneClient(serve: (socket: Socket) => (text: string) => void): OneClient {
  let client: Socket | undefined;
  const drop = () => client?.destroy();
  const server = createServer((socket) => {
    client = socket;
    const heard = serve(socket);
    socket.setEncoding('utf8').setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => heard(String(chunk)));
  });
  server.maxConnections = 1;
  return {
    get client() {
      return client;
    },
    drop,
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
