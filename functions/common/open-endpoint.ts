import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Answer, Request } from './http.ts';
import { log } from './log.ts';
import { problem } from './problem.ts';
import { readQuery } from './query-parameters.ts';
import { Refused } from './refused.ts';

/** A request of somebody who shows no token. */
export type OpenRequest = Pick<Request, 'headers' | 'url' | 'text'> & { readonly sourceIp: string };

/** Wraps an endpoint that needs no token: what it is given in the body is what lets its caller in. Nothing of it is kept on the way, and no parameter is taken. */
export const openEndpoint = (endpoint: (request: OpenRequest) => Promise<Answer>) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>().handler(async (event) => {
    const { rawQueryString, rawPath: url, headers, body = '', isBase64Encoded, requestContext } = event;
    const text = isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
    try {
      readQuery({}, { queryString: rawQueryString });
      return respond(await endpoint({ headers, url, text, sourceIp: requestContext.http.sourceIp }));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { refusal, headers: more } = error;
      log('request-refused', { route: event.routeKey, refused: refusal.refused, at: refusal.at });
      const told = problem(refusal, false, url);
      return respond({
        status: told.status,
        body: told,
        headers: { 'content-type': 'application/problem+json', ...more },
      });
    }
  });

const respond = ({ status, body, headers = {} }: Answer): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: { 'cache-control': 'no-store', 'content-type': 'application/json', ...headers },
  ...(body !== undefined && { body: JSON.stringify(body) }),
});
