import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import * as v from 'valibot';

const document = v.looseObject({
  epcisBody: v.object({
    queryResults: v.looseObject({
      queryName: v.string(),
      subscriptionID: v.string(),
      resultsBody: v.object({ eventList: v.array(v.looseObject({ eventID: v.string() })) }),
    }),
  }),
});

/** One request that reached the receiver. */
export interface Received {
  readonly id: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** A subscriber's receiver of callbacks, which keeps what it got and answers as a test tells it. */
export async function startReceiver() {
  let received: Received[] = [];
  let answer: (received: Received) => { status: number; headers?: Record<string, string> } | 'hang-up' = () => ({
    status: 200,
  });
  let held: Promise<void> = Promise.resolve();
  let expected = { count: Number.POSITIVE_INFINITY, come: () => {} };
  const server = createServer((request, response) => {
    buffer(request).then(
      async (body) => {
        const one = { id: String(request.headers['webhook-id']), headers: request.headers, body };
        received.push(one);
        if (received.length >= expected.count) expected.come();
        await held;
        const told = answer(one);
        if (told === 'hang-up') request.destroy();
        else response.writeHead(told.status, told.headers).end();
      },
      () => response.destroy(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: (path: string) => `http://127.0.0.1:${port}/${path}`,
    received: () => received,
    answers: (next: typeof answer) => {
      answer = next;
    },
    /** Answers nobody before that. */
    holds: (until: Promise<void>) => {
      held = until;
    },
    /** When so many have come. */
    came: (count: number) =>
      new Promise<void>((come) => {
        expected = { count, come };
        if (received.length >= count) come();
      }),
    reset: () => {
      received = [];
      held = Promise.resolve();
      answer = () => ({ status: 200 });
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Ids of the events in a query document. */
export const eventsIn = ({ body }: Pick<Received, 'body'>): string[] =>
  v
    .parse(document, JSON.parse(body.toString('utf8')))
    .epcisBody.queryResults.resultsBody.eventList.map(({ eventID }) => eventID);
