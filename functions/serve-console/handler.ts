import { join } from 'node:path';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { readEnv } from '#common/read-env.ts';
import { shape } from './env.ts';
import { serveFile } from './serve-file.ts';

const serve = serveFile(join(import.meta.dirname, 'console'), readEnv(shape, process.env));

export const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>().handler(async (event) =>
  serve(event.rawPath, event.headers['accept-encoding']),
);
