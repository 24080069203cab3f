import { HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { networkTenantKey } from '#common/store/keys.ts';
import type { Env } from './env.ts';

export interface Part {
  readonly part: string;
  readonly state: 'up' | 'down';
}

const WAIT_MS = 3_000;

/** Asks every part the functions stand on for a sign of life, each within three seconds. */
export function checkParts(needs: { env: Env; db: DynamoDBDocumentClient; s3: S3Client; sqs: SQSClient }) {
  const { env, db, s3, sqs } = needs;
  const signs: Record<string, (abortSignal: AbortSignal) => Promise<unknown>> = {
    tables: (abortSignal) =>
      db.send(new GetCommand({ TableName: env.REGISTRY_TABLE, Key: networkTenantKey('nobody') }), { abortSignal }),
    documents: (abortSignal) => s3.send(new HeadBucketCommand({ Bucket: env.DOCUMENTS_BUCKET }), { abortSignal }),
    queues: (abortSignal) =>
      sqs.send(new GetQueueAttributesCommand({ QueueUrl: env.CAPTURE_QUEUE_URL, AttributeNames: ['QueueArn'] }), {
        abortSignal,
      }),
  };
  return (): Promise<Part[]> =>
    Promise.all([
      { part: 'functions', state: 'up' } as const,
      ...Object.entries(signs).map(async ([part, sign]): Promise<Part> => {
        try {
          await sign(AbortSignal.timeout(WAIT_MS));
          return { part, state: 'up' };
        } catch {
          return { part, state: 'down' };
        }
      }),
    ]);
}
