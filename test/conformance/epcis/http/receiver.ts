import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A partner's address, to which a repository POSTs. It answers with the statuses given, then with 200. */
export async function startReceiver(statuses: readonly number[] = []) {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  const left = [...statuses];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) if (chunk instanceof Buffer) chunks.push(chunk);
    received.push({ headers: request.headers, text: Buffer.concat(chunks).toString('utf8') });
    response.writeHead(left.shift() ?? 200).end();
    for (const look of waiting) look();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (!isAddress(address)) throw new Error('the receiver has no port');
  return {
    url: `http://127.0.0.1:${address.port}/in`,
    received,
    /** Resolves with the first message that fits, past or to come. */
    message: (fits: (message: Received) => boolean) => firstOf(received, waiting, fits),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

const isAddress = (address: string | AddressInfo | null): address is AddressInfo =>
  typeof address === 'object' && address !== null;

/** The first of a growing list that fits. `waiting` is called whenever the list has grown. */
export function firstOf<Item>(
  items: readonly Item[],
  waiting: Set<() => void>,
  fits: (item: Item) => boolean,
): Promise<Item> {
  return new Promise((resolve) => {
    const look = () => {
      const found = items.find(fits);
      if (found === undefined) return;
      waiting.delete(look);
      resolve(found);
    };
    waiting.add(look);
    look();
  });
}
