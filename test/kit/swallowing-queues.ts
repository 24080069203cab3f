import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';

const askedShape = v.looseObject({
  QueueName: v.optional(v.string(), ''),
  QueueUrl: v.optional(v.string(), ''),
  MessageBody: v.optional(v.string(), ''),
  Entries: v.optional(v.array(v.looseObject({ Id: v.string(), MessageBody: v.optional(v.string(), '') })), []),
});

/** SQS to whoever sends, and no message ever comes out: queues that a power cut empties, at every moment. */
export interface SwallowingQueues {
  readonly url: string;
  /** Messages taken so far by queues whose name holds the word. */
  swallowed(word: string): number;
  close(): Promise<void>;
}

/** How long a receiver waits for nothing. */
const POLL_MS = 1_000;
const md5 = (body: string) => createHash('md5').update(body).digest('hex');

export async function startSwallowingQueues(): Promise<SwallowingQueues> {
  const taken: string[] = [];
  const operations: Record<string, (asked: v.InferOutput<typeof askedShape>) => object | Promise<object>> = {
    CreateQueue: ({ QueueName }) => ({ QueueUrl: `${url}/000000000000/${QueueName}` }),
    GetQueueUrl: ({ QueueName }) => ({ QueueUrl: `${url}/000000000000/${QueueName}` }),
    GetQueueAttributes: ({ QueueUrl }) => ({
      Attributes: { QueueArn: `arn:aws:sqs:us-east-1:000000000000:${QueueUrl.split('/').at(-1)}` },
    }),
    SendMessage: ({ QueueUrl, MessageBody }) => {
      taken.push(QueueUrl);
      return { MessageId: 'gone', MD5OfMessageBody: md5(MessageBody) };
    },
    SendMessageBatch: ({ QueueUrl, Entries }) => {
      taken.push(...Entries.map(() => QueueUrl));
      return {
        Successful: Entries.map(({ Id, MessageBody }) => ({ Id, MessageId: Id, MD5OfMessageBody: md5(MessageBody) })),
      };
    },
    ReceiveMessage: () => new Promise((resolve) => setTimeout(resolve, POLL_MS, {})),
  };
  const answer = async (request: IncomingMessage) => {
    const asked = v.parse(askedShape, JSON.parse(await text(request)));
    const operation = String(request.headers['x-amz-target']).replace('AmazonSQS.', '');
    return operations[operation]?.(asked) ?? { __type: `${operation} is not known to this queue` };
  };
  const server = createServer((request, response) => {
    answer(request).then(
      (body) => {
        response.writeHead('__type' in body ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' });
        response.end(JSON.stringify(body));
      },
      () => response.destroy(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return {
    url,
    swallowed: (word) => taken.filter((queue) => queue.includes(word)).length,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
