import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { log } from '#common/log.ts';
import type { Headers } from './read-head.ts';
import type { Reply } from './reply.ts';

/** Wraps what answers messages by AS2 as a Lambda behind an HTTP API: bytes in, a receipt out. A fault stays a 500, and the sender sends its message again. */
export const as2Handler = (receive: (headers: Headers, body: Uint8Array) => Promise<Reply>) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>().handler(async (event) => {
    const { headers, body = '', isBase64Encoded } = event;
    try {
      return await receive(headers, Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'));
    } catch (error) {
      log('request-failed', { route: event.routeKey, error: String(error instanceof Error ? error.stack : error) });
      throw error;
    }
  });
