import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { listen } from '../devices/listen.ts';
import type { Api } from './api/api.ts';
import type { Answer } from './api/route.ts';
import { LIVE_PATH, type Live } from './live.ts';
import { page, pageScript, pageStyle } from './page.ts';
import { warehousePage, warehouseScript } from './warehouse-page.ts';

interface Needs {
  readonly status: () => unknown;
  readonly api: Api;
  /** Whom connections that stay open are handed to. */
  readonly live?: Pick<Live, 'take' | 'close'> | undefined;
  /** Whether the site has a warehouse, which has a page of its own. */
  readonly hasWarehouse?: boolean;
}

export interface Hmi {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the operator's page and the API on the loopback interface. Port 0 takes any free one. Rejects when the port is taken. */
export async function openHmi(needs: Needs, port: number): Promise<Hmi> {
  const server = createServer((request, response) => {
    answer(needs, request, response).catch((error: unknown) => {
      // What fails here (the disk may be full) must not take the lines with it.
      const detail = error instanceof Error ? error.message : String(error);
      if (response.headersSent) response.destroy();
      else reply(response, { status: 500, body: { detail } });
    });
  });
  server.on('upgrade', (request, socket, head) => upgrade(needs, request, socket, head));
  const bound = await listen(server, { host: '127.0.0.1', port });
  return {
    url: `http://127.0.0.1:${bound}/`,
    close: () =>
      new Promise((resolve) => {
        needs.live?.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  { status, api, hasWarehouse }: Needs,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = urlOf(request);
  // Another name for this address would let any web page read the line (DNS rebinding).
  if (!isOwnHost(request))
    return reply(response, { status: 403, body: { detail: 'ask by the address of this machine' } });
  if (request.method !== 'GET' && !isSameOrigin(request)) {
    return reply(response, { status: 403, body: { detail: 'ask from the page of this agent' } });
  }
  if (request.method === 'GET' && url?.pathname === '/') return showPage(response, page, pageScript);
  if (request.method === 'GET' && url?.pathname === '/warehouse' && hasWarehouse)
    return showPage(response, warehousePage, warehouseScript);
  if (request.method === 'GET' && url?.pathname === '/status') return reply(response, { status: 200, body: status() });
  const answered = url === undefined ? undefined : await api(request, url);
  reply(response, answered ?? { status: 404, body: { detail: `nothing at ${request.url}` } });
}

/** A browser sends the page's origin with every handshake, and no other page may listen. */
function upgrade({ live }: Needs, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  if (live !== undefined && urlOf(request)?.pathname === LIVE_PATH && isOwnHost(request) && isSameOrigin(request)) {
    live.take(request, socket, head);
  } else socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
}

function urlOf({ url = '/' }: IncomingMessage): URL | undefined {
  return URL.canParse(url, 'http://127.0.0.1') ? new URL(url, 'http://127.0.0.1') : undefined;
}

/** A browser names the page a POST comes from; what is no browser names none, and cannot be tricked into anything. */
function isSameOrigin({ headers }: IncomingMessage): boolean {
  return headers.origin === undefined || headers.origin === `http://${headers.host}`;
}

const isOwnHost = ({ headers }: IncomingMessage) =>
  /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(headers.host ?? '');

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policyOf = (script: string) =>
  `default-src 'none'; connect-src 'self'; script-src ${hash(script)}; style-src ${hash(pageStyle)}; frame-ancestors 'none'`;

function showPage(response: ServerResponse, html: string, script: string): void {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policyOf(script) };
  response.writeHead(200, headers).end(html);
}

function reply(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  const bytes = body instanceof Uint8Array;
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers });
  response.end(body === undefined || bytes ? body : JSON.stringify(body));
}
