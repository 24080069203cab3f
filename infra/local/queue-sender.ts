import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { clientConfig } from './client-config.ts';
import type { Host } from './provider.ts';

/** Sends to queues by URL or ARN over the wire, whichever implementation answers there. */
export function queueSender(host: Pick<Host, 'region' | 'endpoints'>) {
  let client: SQSClient | undefined;
  const sqs = () => {
    client ??= new SQSClient(clientConfig(host, host.endpoints.sqs));
    return client;
  };
  const urls = new Map<string, string>();
  const urlOf = async (queue: string): Promise<string> => {
    if (!queue.startsWith('arn:')) return queue;
    const known =
      urls.get(queue) ?? (await sqs().send(new GetQueueUrlCommand({ QueueName: queue.split(':').at(-1) }))).QueueUrl;
    if (known === undefined) throw new Error(`there is no queue ${queue}`);
    urls.set(queue, known);
    return known;
  };
  return {
    send: async (queue: string, body: string): Promise<void> => {
      await sqs().send(new SendMessageCommand({ QueueUrl: await urlOf(queue), MessageBody: body }));
    },
    close: () => client?.destroy(),
  };
}
