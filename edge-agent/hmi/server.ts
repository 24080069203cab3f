import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { refuse } from '#shared/refusal.ts';
import { listen } from '../devices/listen.ts';
import type { Api } from './api/api.ts';
import { problemOf } from './api/problem.ts';
import type { Answer } from './api/route.ts';
import { type AwayNeeds, whyNotAsked } from './asked-from.ts';
import { LIVE_PATH, type Live } from './live.ts';
import { builtPage, pageFile } from './page-files.ts';
import { readServed, renewCertificate } from './renew-certificate.ts';

export interface HmiNeeds {
  readonly status: () => unknown;
  readonly api: Api;
  /** Whom connections that stay open are handed to. */
  readonly live?: Pick<Live, 'take' | 'close'> | undefined;
  /** Whether the site has a warehouse, whose handhelds find it at an address of its own. */
  readonly hasWarehouse?: boolean;
  /** Where the built page is, where that is not found by itself. */
  readonly pageFolder?: string;
  /** Where else than at this machine it is asked from. */
  readonly away?: AwayNeeds | undefined;
}

export interface Hmi {
  readonly url: string;
  /** Where it is served on the network. */
  readonly networkPort: number | undefined;
  close(): Promise<void>;
}

/**
 * Serves the operator's page and the API on the loopback interface, and over TLS on the network where that is wanted. Port 0 takes any free one.
 * Rejects when a port is taken, and when certificate or key cannot be read.
 */
export async function openHmi(needs: HmiNeeds, port: number): Promise<Hmi> {
  const { network } = needs.away ?? {};
  const own = createServer();
  const servers: Server[] = [serve(needs, own, false)];
  const bound = await listen(own, { host: '127.0.0.1', port });
  let networkPort: number | undefined;
  let renewNoMore: (() => void) | undefined;
  if (network !== undefined) {
    const served = readServed(network);
    const server = createTlsServer(served);
    servers.push(serve(needs, server, true));
    networkPort = await listen(server, network);
    renewNoMore = renewCertificate(server, network, served);
  }
  return {
    url: `http://127.0.0.1:${bound}/`,
    networkPort,
    close: async () => {
      needs.live?.close();
      renewNoMore?.();
      await Promise.all(servers.map(closed));
    },
  };
}

function serve<S extends Server>(needs: HmiNeeds, server: S, isNetwork: boolean): S {
  server.on('request', (request, response) => {
    answer(needs, request, response, isNetwork).catch((error: unknown) => {
      // What fails here (the disk may be full) must not take the lines with it.
      const detail = error instanceof Error ? error.message : String(error);
      if (response.headersSent) response.destroy();
      else reply(response, { status: 500, body: { detail } });
    });
  });
  server.on('upgrade', (request, socket, head) => upgrade(needs, request, socket, head, isNetwork));
  return server;
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

async function answer(
  { status, api, hasWarehouse, away, pageFolder }: HmiNeeds,
  request: IncomingMessage,
  response: ServerResponse,
  isNetwork: boolean,
): Promise<void> {
  const url = urlOf(request);
  const detail = whyNotAsked(request, isNetwork, away);
  if (detail !== undefined) return reply(response, { status: 403, body: { detail } });
  if (request.method === 'GET' && url !== undefined) {
    const isWarehouse = url.pathname === '/warehouse' && hasWarehouse;
    const file = await pageFile(isWarehouse ? '/' : url.pathname, pageFolder ?? builtPage());
    if (file !== undefined) return reply(response, file);
  }
  if (request.method === 'GET' && url?.pathname === '/status') return reply(response, { status: 200, body: status() });
  const answered = url === undefined ? undefined : await api(request, url);
  reply(response, answered ?? notFound(request.url ?? '/'));
}

function notFound(path: string): Answer {
  const body = problemOf(
    refuse('not-found', `there is nothing at ${path}`, { remedy: 'See docs/line.md for what there is.' }),
    path,
  );
  return { status: 404, body, headers: { 'content-type': 'application/problem+json' } };
}

/** A browser sends the page's origin with every handshake, and no other page may listen. */
function upgrade(
  { live, away }: HmiNeeds,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  isNetwork: boolean,
): void {
  const mayListen = urlOf(request)?.pathname === LIVE_PATH && whyNotAsked(request, isNetwork, away, true) === undefined;
  if (live !== undefined && mayListen) live.take(request, socket, head);
  else socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
}

function urlOf({ url = '/' }: IncomingMessage): URL | undefined {
  return URL.canParse(url, 'http://127.0.0.1') ? new URL(url, 'http://127.0.0.1') : undefined;
}

function reply(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  const bytes = body instanceof Uint8Array;
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers });
  response.end(body === undefined || bytes ? body : JSON.stringify(body));
}
