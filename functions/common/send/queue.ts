import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

export type SendToQueue = (message: object, delaySeconds?: number) => Promise<void>;

/** Wakes a consumer with a row's key. Losing or doubling the message is harmless: the row is the truth. */
export function queue(url: string, client = new SQSClient()): SendToQueue {
  return async (message, delaySeconds = 0) => {
    await client.send(
      new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(message), DelaySeconds: delaySeconds }),
    );
  };
}
