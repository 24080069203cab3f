import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import { listen } from '../http/listen.ts';
import type { FaultKind, FaultPlan } from './faults.ts';

export interface Asked {
  readonly method: string;
  /** Decoded segments of the path. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The part of a fault that the answering side plays. */
  readonly fault?: FaultKind | undefined;
}

export interface Told {
  readonly status: number;
  readonly body?: unknown;
  /** Instead of a body of JSON. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Sandbox {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

export interface ServeOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** Serves HTTPS; absent: HTTP. */
  readonly tls?: ServerOptions | undefined;
  /** Names the operation of a request, by which faults are planned. */
  readonly operationOf: (method: string, path: readonly string[]) => string;
  /** Names it by what the request says, where one path takes all: the body is read first then. */
  readonly operationIn?: (body: Buffer) => string;
  readonly answer: (asked: Asked) => Told | Promise<Told>;
  readonly faults: FaultPlan;
  /** What whoever rehearses wishes, `POST /v1/sandbox`: no fault ever strikes it. */
  readonly control?: (body: Buffer) => Told;
}

const MOST_BYTES = 64 * 1024 * 1024;

/** A regulator's or partner's side as a real HTTP server on loopback, with planned misbehaviour. */
export async function serve({ port, tls, ...options }: ServeOptions): Promise<Sandbox> {
  const take = (request: IncomingMessage, response: ServerResponse) => {
    handle(options, request, response).catch(() => response.destroy());
  };
  const server = tls ? createTlsServer(tls, take) : createServer(take);
  const bound = await listen(server, port);
  const close = async () => {
    server.close();
    server.closeAllConnections();
    if (server.listening) await once(server, 'close');
  };
  return { url: `${tls ? 'https' : 'http'}://127.0.0.1:${bound}`, port: bound, close };
}

async function handle(
  { operationOf, operationIn, answer, faults, control }: Omit<ServeOptions, 'port' | 'tls'>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = request.method ?? 'GET';
  const path = segmentsOf(request.url ?? '/');
  if (control && method === 'POST' && path?.join('/') === 'v1/sandbox') return turn(control, request, response);
  const said = operationIn && (await bodyOf(request));
  const fault = path && faults(operationIn && said ? operationIn(said) : operationOf(method, path));
  if (fault?.kind === 'refuse') return void response.destroy();
  const body = operationIn ? said : await bodyOf(request);
  if (path === undefined || body === undefined) return tell(response, { status: path === undefined ? 400 : 413 });
  if (fault?.kind === 'status') {
    if (fault.retryAfter !== undefined) response.setHeader('retry-after', String(fault.retryAfter));
    return tell(response, { status: fault.status, body: { errors: [{ code: 'FAULT', detail: 'planned fault' }] } });
  }
  if (fault?.kind === 'html') return page(response);
  if (fault?.kind === 'slow') await new Promise((resume) => setTimeout(resume, fault.ms));
  const query = new URLSearchParams(request.url?.split('?')[1] ?? '');
  const asked = { method, path, query, headers: request.headers, body, fault };
  if (fault?.kind === 'duplicate') await answer(asked);
  const told = await answer(asked);
  if (fault?.kind === 'no-answer') return void response.destroy();
  if (fault?.kind === 'truncate') return truncate(response, told);
  tell(response, told);
}

/** Whoever is on this machine turns it: a page of it as well, but none of the network that somebody here happens to look at. */
async function turn(
  control: (body: Buffer) => Told,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { origin } = request.headers;
  if (origin !== undefined && !/^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/.test(origin))
    return tell(response, { status: 403, body: { detail: `pages of ${origin} turn nothing here` } });
  if (origin !== undefined) response.setHeader('access-control-allow-origin', origin);
  tell(response, control((await bodyOf(request)) ?? Buffer.alloc(0)));
}

function segmentsOf(url: string): string[] | undefined {
  const path = url.split('?')[0] ?? '';
  try {
    return path.split('/').slice(1).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.byteLength;
    if (size <= MOST_BYTES) chunks.push(chunk);
  }
  return size <= MOST_BYTES ? Buffer.concat(chunks) : undefined;
}

function tell(response: ServerResponse, { status, body, text, headers }: Told): void {
  response
    .writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(text ?? JSON.stringify(body ?? {}));
}

function truncate(response: ServerResponse, { status, body, text = JSON.stringify(body ?? {}), headers }: Told): void {
  const length = Buffer.byteLength(text) + 1;
  response.writeHead(status, { 'content-type': 'application/json', ...headers, 'content-length': length });
  response.write(text.slice(0, Math.ceil(text.length / 2)), () => response.destroy());
}

function page(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Please sign in</body></html>');
}
