import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A server that hands requests over whole and answers what it is told. */
export async function startAnswering(
  answer: (
    request: IncomingMessage,
    body: Buffer,
  ) => Promise<{ status: number; headers?: Record<string, string>; body?: string } | 'hang-up'>,
) {
  const server = createServer((request, response) => {
    buffer(request)
      .then((body) => answer(request, body))
      .then(
        (told) => {
          if (told === 'hang-up') request.socket.destroy();
          else response.writeHead(told.status, told.headers).end(told.body);
        },
        (error) => response.writeHead(500).end(String(error)),
      );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}/as2`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
