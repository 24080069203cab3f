import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import * as v from 'valibot';
import { anyCredentials, anyRegion } from './dynoxide.ts';

export interface QueuesAndBuckets {
  readonly endpoint: string;
  readonly sqs: SQSClient;
  readonly s3: S3Client;
  /** Makes a queue; answers its URL. */
  queue(name: string): string;
  bucket(name: string): string;
  /** Bodies of the messages that wait in a queue, as JSON, in order. */
  waiting(name: string): unknown[];
  stop(): Promise<void>;
}

/** Queues and a bucket in memory, in this process. Stop them in `afterAll`. */
export async function startQueuesAndBuckets(): Promise<QueuesAndBuckets> {
  const server: FauxqsServer = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false });
  const endpoint = `http://127.0.0.1:${server.port}`;
  const options = { endpoint, region: anyRegion, credentials: anyCredentials };
  const sqs = new SQSClient(options);
  const s3 = new S3Client({ ...options, forcePathStyle: true });
  return {
    endpoint,
    sqs,
    s3,
    queue: (name) => server.createQueue(name, { region: anyRegion }).queueUrl,
    bucket: (name) => server.createBucket(name).bucketName,
    waiting: (name) => (server.inspectQueue(name)?.messages.ready ?? []).map((message) => v.parse(body, message)),
    stop: async () => {
      sqs.destroy();
      s3.destroy();
      await server.stop();
    },
  };
}

const body = v.pipe(
  v.looseObject({ body: v.pipe(v.string(), v.parseJson()) }),
  v.transform((message) => message.body),
);
