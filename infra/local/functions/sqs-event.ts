import type { Message } from '@aws-sdk/client-sqs';
import * as v from 'valibot';

/** A message as a function gets it (AWS Lambda, SQS event). */
export function sqsRecord(message: Message, queueArn: string, region: string) {
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
    name,
    {
      dataType: value.DataType,
      stringListValues: [],
      binaryListValues: [],
      ...(value.StringValue !== undefined && { stringValue: value.StringValue }),
      ...(value.BinaryValue !== undefined && { binaryValue: Buffer.from(value.BinaryValue).toString('base64') }),
    },
  ]);
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(attributes),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}

const batchResponse = v.nullish(
  v.object({
    batchItemFailures: v.nullish(v.array(v.object({ itemIdentifier: v.pipe(v.string(), v.minLength(1)) })), []),
  }),
);

/** Ids of the messages a function reports as failed. An answer that is none, or names a message not in the batch, fails the whole batch. */
export function failuresOf(result: unknown, batch: readonly Message[]): Set<string> {
  const all = new Set(batch.map(({ MessageId }) => MessageId ?? ''));
  const answer = v.safeParse(batchResponse, result);
  if (!answer.success) return all;
  const failed = (answer.output?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  return failed.every((id) => all.has(id)) ? new Set(failed) : all;
}
