import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteMessageBatchCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { failuresOf, sqsRecord } from './sqs-event.ts';

/** How a queue feeds a function. */
export interface Feed {
  readonly queueArn: string;
  /** At most so many messages per invocation (1 to 10,000). */
  readonly batchSize: number;
  /** An incomplete batch waits so long for more. */
  readonly windowSeconds: number;
  /** The function names the messages it failed at; otherwise a batch succeeds or fails as one. */
  readonly reportsFailures: boolean;
  readonly concurrency: number;
  readonly region: string;
  invoke(event: unknown): Promise<unknown>;
  log(line: string): void;
}

const longPollSeconds = 20;
/** After the queue could not be asked. Asking again is safe: nothing was taken. */
const pauseMs = 1_000;

/**
 * Takes messages and hands them to the function, several batches at once. What the function has done is deleted; what it failed at stays, comes back
 * when its visibility timeout is over, and goes to the dead letters in the end. `stop` takes no more and waits for the batches in hand.
 */
export function pollQueue(sqs: SQSClient, feed: Feed): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const inHand = new Set<Promise<void>>();
  const polling = poll(sqs, feed, stopping.signal, inHand).catch((error) =>
    feed.log(`stopped polling: ${String(error)}`),
  );
  return {
    stop: async () => {
      stopping.abort();
      await polling;
      await Promise.all(inHand);
    },
  };
}

async function poll(sqs: SQSClient, feed: Feed, signal: AbortSignal, inHand: Set<Promise<void>>): Promise<void> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: feed.queueArn.split(':').at(-1) }));
  if (QueueUrl === undefined) throw new Error(`no queue ${feed.queueArn}`);
  while (!signal.aborted) {
    const batch = await receiveBatch(sqs, QueueUrl, feed, signal);
    if (batch.length === 0) continue;
    const work = processBatch(sqs, QueueUrl, feed, batch)
      .catch((error) => feed.log(`a batch of ${batch.length} comes back: ${String(error)}`))
      .finally(() => inHand.delete(work));
    inHand.add(work);
    if (inHand.size >= feed.concurrency) await Promise.race(inHand);
  }
}

async function receiveBatch(sqs: SQSClient, url: string, feed: Feed, signal: AbortSignal): Promise<Message[]> {
  const batch = await receive(sqs, url, Math.min(10, feed.batchSize), longPollSeconds, feed, signal);
  const end = Date.now() + feed.windowSeconds * 1000;
  while (batch.length > 0 && batch.length < feed.batchSize && !signal.aborted) {
    const left = Math.ceil((end - Date.now()) / 1000);
    if (left <= 0) break;
    const more = await receive(sqs, url, Math.min(10, feed.batchSize - batch.length), left, feed, signal);
    batch.push(...more);
  }
  return batch;
}

async function receive(
  sqs: SQSClient,
  QueueUrl: string,
  MaxNumberOfMessages: number,
  wait: number,
  feed: Feed,
  abortSignal: AbortSignal,
): Promise<Message[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl,
    MaxNumberOfMessages,
    WaitTimeSeconds: Math.min(longPollSeconds, wait),
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
  });
  try {
    const timeout = AbortSignal.timeout((longPollSeconds + 10) * 1000);
    return (await sqs.send(command, { abortSignal: AbortSignal.any([abortSignal, timeout]) })).Messages ?? [];
  } catch (error) {
    if (abortSignal.aborted) return [];
    feed.log(`cannot take messages: ${String(error)}`);
    await sleep(pauseMs, undefined, { signal: abortSignal }).catch(() => {});
    return [];
  }
}

async function processBatch(sqs: SQSClient, QueueUrl: string, feed: Feed, batch: Message[]): Promise<void> {
  const records = batch.map((message) => sqsRecord(message, feed.queueArn, feed.region));
  const result = await feed.invoke({ Records: records });
  const failed = feed.reportsFailures ? failuresOf(result, batch) : new Set<string>();
  const done = batch.filter(({ MessageId }) => !failed.has(MessageId ?? ''));
  for (let at = 0; at < done.length; at += 10) {
    const Entries = done.slice(at, at + 10).map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
}
