import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { afterEach, describe, expect, test } from 'vitest';
import { MOST_MESSAGE_BYTES, postToConnection } from './connection.ts';

const open: Server[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => new Promise((done) => server.close(done))));
});

/** What posts to a gateway that answers so. */
async function against(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  open.push(server);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return posting(`http://127.0.0.1:${address.port}/stream`);
}
const posting = (endpoint: string) =>
  postToConnection(
    'ws://unused.invalid/stream',
    new ApiGatewayManagementApiClient({
      endpoint,
      maxAttempts: 1,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      requestHandler: { httpAgent: { keepAlive: false } },
    }),
  );
const text = Buffer.from('{"type":"EPCISQueryDocument"}');

describe('posting to a connection', () => {
  test('hands the bytes to the management API of the stage', async () => {
    const asked: string[] = [];
    const post = await against(async (request, response) => {
      asked.push(`${request.method} ${request.url}`, (await request.toArray()).join(''));
      response.end();
    });
    expect(await post('L0SM9cOFvHcCIhw=', text)).toEqual({ status: 200 });
    expect(asked).toEqual(['POST /stream/@connections/L0SM9cOFvHcCIhw%3D', text.toString()]);
  });

  test.each([
    [410, 'GoneException'],
    [413, 'PayloadTooLargeException'],
    [429, 'LimitExceededException'],
    [403, 'ForbiddenException'],
    [500, 'InternalFailure'],
  ])('tells %i once, whatever it is', async (status, type) => {
    let times = 0;
    const post = await against((_, response) => {
      times++;
      response.writeHead(status, { 'x-amzn-errortype': type }).end('{"message":"no"}');
    });
    expect(await post('one', text)).toEqual({ status });
    expect(times).toBe(1);
  });

  test('does not send what is larger than a message may be', async () => {
    const post = await against((_, response) => response.writeHead(500).end());
    expect(await post('one', Buffer.alloc(MOST_MESSAGE_BYTES + 1))).toEqual({ status: 413 });
  });

  test('knows that it never arrived when nobody listens', async () => {
    const post = await against(() => undefined);
    await new Promise((done) => open.pop()?.close(done));
    expect(await post('one', text)).toEqual({ failure: 'transient', reason: 'ECONNREFUSED' });
  });

  test('knows that it may have arrived when the connection breaks', async () => {
    const post = await against((request) => request.socket.destroy());
    expect(await post('one', text)).toMatchObject({ failure: 'ambiguous' });
  });
});
