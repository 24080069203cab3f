import { once } from 'node:events';
import { createServer } from 'node:http';
import { listen } from '../../infra/local/http/listen.ts';

export type TurnedClock = Awaited<ReturnType<typeof startTurnedClock>>;

/** A clock that goes on from a time, and that others turn over HTTP, by so many milliseconds: whoever would have to wait does not. */
export async function startTurnedClock(from: number) {
  let ahead = from - performance.now();
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    ahead += Number(text);
    response.end();
  });
  const port = await listen(server, 0);
  return {
    url: `http://127.0.0.1:${port}`,
    /** Milliseconds since 1970. */
    now: () => ahead + performance.now(),
    close: async () => {
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, 'close');
    },
  };
}
