import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSocketServer, type Socket, type Server as SocketServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { httpsSender } from './https.ts';
import { outboundGuard } from './outbound.ts';

const limits = { timeoutMs: 5_000, maxAnswerBytes: 1_000 };
const send = httpsSender(outboundGuard('loopback'), limits);
const post = (url: string, body = 'hello') => ({
  method: 'POST' as const,
  url,
  headers: { 'content-type': 'text/plain' },
  body: Buffer.from(body),
});

const open: (Server | SocketServer)[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(open.splice(0).map((server) => new Promise((done) => server.close(done))));
});

async function listen(server: Server | SocketServer): Promise<string> {
  open.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}/`;
}
const serve = (listener: RequestListener) => listen(createServer(listener));
const raw = (talk: (socket: Socket) => void) =>
  listen(
    createSocketServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      talk(socket);
    }),
  );

describe('sending over HTTPS', () => {
  test('brings back status, headers and bytes', async () => {
    const url = await serve(async (request, response) => {
      const body = (await request.toArray()).join('');
      response.writeHead(202, { 'x-seen': `${request.method} ${request.headers['content-length']}` }).end(`${body}!`);
    });
    const answer = await send(post(url));
    expect(answer).toMatchObject({ status: 202, headers: { 'x-seen': 'POST 5' } });
    expect('body' in answer && Buffer.from(answer.body).toString()).toBe('hello!');
  });

  test('does not follow a redirect', async () => {
    const url = await serve((_, response) => response.writeHead(307, { location: 'http://169.254.169.254/' }).end());
    expect(await send(post(url))).toMatchObject({ status: 307 });
  });

  test('connects to the checked address, whatever the name says later', async () => {
    const url = await serve((request, response) => response.end(request.headers.host));
    const guard = outboundGuard('loopback', async () => [{ address: '127.0.0.1', family: 4 }]);
    const answer = await httpsSender(guard, limits)(post(url.replace('127.0.0.1', 'changeable.invalid')));
    expect('body' in answer && Buffer.from(answer.body).toString()).toMatch(/^changeable\.invalid:/);
  });

  test('says never when the guard forbids it', async () =>
    expect(await send(post('https://10.0.0.1/'))).toMatchObject({ failure: 'permanent' }));

  test('knows that it never arrived when nobody listens', async () => {
    const url = await serve(() => undefined);
    await new Promise((done) => open.pop()?.close(done));
    expect(await send(post(url))).toEqual({ failure: 'transient', reason: 'ECONNREFUSED' });
  });

  test('knows that it never arrived when the name does not resolve', async () => {
    const guard = outboundGuard('public', () => Promise.reject(new Error('ENOTFOUND')));
    expect(await httpsSender(guard)(post('https://nowhere.invalid/'))).toMatchObject({ failure: 'transient' });
  });

  test('takes a scheme in capitals for what it is', async () => {
    const url = await serve((_, response) => response.writeHead(204).end());
    expect(await send(post(url.replace('http:', 'HTTP:')))).toMatchObject({ status: 204 });
  });

  test('speaks TLS when the scheme in capitals asks for it', async () => {
    let first = 0;
    const url = await raw((socket) =>
      socket.once('data', (bytes) => {
        first = bytes[0] ?? 0;
        socket.end();
      }),
    );
    expect(await send(post(url.replace('http:', 'HTTPS:')))).toMatchObject({ failure: 'transient' });
    expect(first).toBe(22); // a TLS handshake record (RFC 8446 §5.1)
  });

  test('knows that it never arrived when the request cannot be written', async () => {
    const url = await serve((_, response) => response.end());
    const unwritable = { ...post(url), headers: { 'x-name': 'two\nlines' } };
    expect(await send(unwritable)).toEqual({ failure: 'transient', reason: 'ERR_INVALID_CHAR' });
  });

  test('does not wait for a name longer than for an answer', async () => {
    const guard = outboundGuard('public', () => new Promise(() => undefined));
    const hasty = httpsSender(guard, { ...limits, timeoutMs: 50 });
    expect(await hasty(post('https://slow.invalid/'))).toEqual({
      failure: 'transient',
      reason: 'the name does not resolve: no answer within 50 ms',
    });
  });

  test('knows that it never arrived when TLS does not come about', async () => {
    const url = await raw((socket) => socket.end('not TLS'));
    expect(await send(post(url.replace('http:', 'https:')))).toMatchObject({ failure: 'transient' });
  });

  test('knows that it may have arrived when the connection breaks', async () => {
    const url = await raw((socket) => socket.once('data', () => socket.destroy()));
    expect(await send(post(url))).toMatchObject({ failure: 'ambiguous' });
  });

  test('knows that it may have arrived when no answer comes in time', async () => {
    const url = await serve(() => undefined);
    const hasty = httpsSender(outboundGuard('loopback'), { ...limits, timeoutMs: 50 });
    const late = { failure: 'ambiguous', reason: 'no answer within 50 ms', timedOut: true };
    expect(await hasty(post(url))).toEqual(late);
    for (const server of open) if ('closeAllConnections' in server) server.closeAllConnections();
  });

  test('takes a truncated answer for none', async () => {
    const url = await raw((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"rec')),
    );
    expect(await send(post(url))).toMatchObject({ failure: 'ambiguous' });
  });

  test('takes no answer larger than the limit', async () => {
    const url = await serve((_, response) => response.end('x'.repeat(1_001)));
    expect(await send(post(url))).toEqual({ failure: 'ambiguous', reason: 'the answer exceeds 1000 bytes' });
  });
});
