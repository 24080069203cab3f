import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { problem } from './problem.ts';
import { readQuery } from './query-parameters.ts';
import { Refused } from './refused.ts';

/** Wraps what answers a route that needs no token and takes no parameter. @param headers of every answer */
export const openHandler = (
  answer: () => Promise<APIGatewayProxyStructuredResultV2>,
  headers: Readonly<Record<string, string>> = {},
) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>().handler(async ({ rawQueryString, rawPath }) => {
    try {
      readQuery({}, { queryString: rawQueryString });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const body = problem(error.refusal, false, rawPath);
      return {
        statusCode: body.status,
        headers: { ...headers, 'content-type': 'application/problem+json' },
        body: JSON.stringify(body),
      };
    }
    const { headers: own, ...answered } = await answer();
    return { ...answered, headers: { ...headers, ...own } };
  });
