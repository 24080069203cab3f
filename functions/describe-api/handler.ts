import { openHandler } from '#common/open-handler.ts';
import { rateHeaders } from '#common/rate-headers.ts';
import { openapi } from './openapi.ts';
import { routes } from './routes.ts';

/** It asks for no token, so only what holds for all callers together holds here. */
const stage = rateHeaders(process.env['RATE_LIMIT_POLICY'], undefined);
const body = JSON.stringify(openapi(routes));

export const handler = openHandler(
  async () => ({
    statusCode: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' },
    body,
  }),
  stage,
);
