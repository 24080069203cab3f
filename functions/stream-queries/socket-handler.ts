import middy from '@middy/core';
import * as v from 'valibot';
import { log } from '#common/log.ts';
import { statusOf } from '#common/problem.ts';
import { Refused } from '#common/refused.ts';
import type { Opening } from './open-stream.ts';

export interface SocketNeeds {
  readonly open: (opening: Opening) => Promise<void>;
  readonly end: (connectionId: string) => Promise<void>;
}

export interface SocketAnswer {
  readonly statusCode: number;
  readonly body?: string;
}

const event = v.object({
  requestContext: v.object({
    routeKey: v.picklist(['$connect', '$disconnect', '$default']),
    connectionId: v.string(),
  }),
  headers: v.nullish(v.record(v.string(), v.string())),
  multiValueQueryStringParameters: v.nullish(v.record(v.string(), v.array(v.string()))),
});

const done: SocketAnswer = { statusCode: 200 };
const onlySpeaks: SocketAnswer = { statusCode: 200, body: JSON.stringify({ message: 'this stream only speaks' }) };

/**
 * A Lambda behind a WebSocket API. A refused connection is not opened and gets the refusal's status, which is all that API Gateway hands on;
 * faults are a 502 and ring.
 */
export const socketHandler = ({ open, end }: SocketNeeds) =>
  middy<unknown, SocketAnswer>().handler(async (raw) => {
    const { requestContext, headers, multiValueQueryStringParameters } = v.parse(event, raw);
    const { routeKey, connectionId } = requestContext;
    if (routeKey === '$default') return onlySpeaks;
    try {
      if (routeKey === '$disconnect') await end(connectionId);
      else await open({ connectionId, headers: lowerCase(headers), parameters: multiValueQueryStringParameters ?? {} });
      return done;
    } catch (error) {
      if (error instanceof Refused) return refusedAnswer(routeKey, error);
      log('request-failed', { route: routeKey, error: String(error instanceof Error ? error.stack : error) });
      throw error;
    }
  });

const lowerCase = (headers: Readonly<Record<string, string>> | null | undefined) =>
  Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));

function refusedAnswer(route: string, { refusal }: Refused): SocketAnswer {
  log('request-refused', { route, refused: refusal.refused, at: refusal.at });
  return { statusCode: statusOf[refusal.refused].status };
}
