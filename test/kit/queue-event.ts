import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as v from 'valibot';
import { lambdaContext } from './lambda-context.ts';

type Consumer = (event: SQSEvent, context: Context) => unknown;

const answer = v.object({ batchItemFailures: v.array(v.object({ itemIdentifier: v.string() })) });

/** Hands messages to a queue consumer as one batch; answers the places of those that return to the queue. */
export async function deliver(consumer: Consumer, messages: readonly unknown[]): Promise<number[]> {
  const event: SQSEvent = { Records: messages.map((message, i) => record(String(i), message)) };
  const response: SQSBatchResponse = v.parse(answer, await consumer(event, lambdaContext));
  return response.batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier));
}

const record = (messageId: string, message: unknown) => ({
  messageId,
  receiptHandle: messageId,
  body: typeof message === 'string' ? message : JSON.stringify(message),
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: 'sender',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-central-1:000000000000:queue',
  awsRegion: 'eu-central-1',
});
