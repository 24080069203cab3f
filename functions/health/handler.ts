import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { openHandler } from '#common/open-handler.ts';
import { readEnv } from '#common/read-env.ts';
import { documentClient } from '#common/store/document-client.ts';
import { checkParts } from './check-parts.ts';
import { shape } from './env.ts';

const check = checkParts({
  env: readEnv(shape, process.env),
  db: documentClient(),
  s3: new S3Client(),
  sqs: new SQSClient(),
});

export const handler = openHandler(async () => {
  const parts = await check();
  const up = parts.every(({ state }) => state === 'up');
  return {
    statusCode: up ? 200 : 503,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify({ state: up ? 'up' : 'down', parts }),
  };
});
