import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import { listen } from '../../http/listen.ts';
import { readBody } from '../../http/read-body.ts';
import type { FaultKind, FaultPlan } from '../faults.ts';

export interface Answered {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export interface TlsAsked {
  readonly method: string;
  readonly url: string;
  readonly body: string;
  readonly authorization: string;
  /** The part of a fault that the answering side plays. */
  readonly fault?: FaultKind | undefined;
}

export interface TlsServerOptions {
  readonly port: number;
  readonly tls: ServerOptions;
  readonly operationOf: (asked: Pick<TlsAsked, 'url' | 'body'>) => string;
  readonly answer: (asked: TlsAsked) => Promise<Answered>;
  readonly faults: FaultPlan;
}

const MOST_BYTES = 64 * 1024 * 1024;

/** A service over HTTPS on loopback, with planned misbehaviour. */
export async function serveTls({ port, tls, ...options }: TlsServerOptions) {
  const server = createServer(tls, (request, response) => {
    handle(options, request, response).catch(() => response.destroy());
  });
  const bound = await listen(server, port);
  const close = async () => {
    server.close();
    server.closeAllConnections();
    if (server.listening) await once(server, 'close');
  };
  return { url: `https://127.0.0.1:${bound}`, close };
}

async function handle(
  { operationOf, answer, faults }: Omit<TlsServerOptions, 'port' | 'tls'>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/', headers } = request;
  const body = (await readBody(request, MOST_BYTES))?.toString('utf8') ?? '';
  const fault = faults(operationOf({ url, body }));
  if (fault?.kind === 'refuse') return void response.destroy();
  if (fault?.kind === 'status') {
    if (fault.retryAfter !== undefined) response.setHeader('retry-after', String(fault.retryAfter));
    return tell(response, { status: fault.status, contentType: 'text/plain', body: '' });
  }
  if (fault?.kind === 'html')
    return tell(response, { status: 200, contentType: 'text/html', body: '<html><body>Please sign in</body></html>' });
  if (fault?.kind === 'slow') await new Promise((resume) => setTimeout(resume, fault.ms));
  const asked = { method, url, body, authorization: headers.authorization ?? '', fault };
  if (fault?.kind === 'duplicate') await answer(asked);
  const told = await answer(asked);
  if (fault?.kind === 'no-answer') return void response.destroy();
  if (fault?.kind !== 'truncate') return tell(response, told);
  response.writeHead(told.status, { 'content-type': told.contentType, 'content-length': told.body.length + 1 });
  response.write(told.body.slice(0, Math.ceil(told.body.length / 2)), () => response.destroy());
}

function tell(response: ServerResponse, { status, contentType, body }: Answered): void {
  response.writeHead(status, { 'content-type': contentType }).end(body);
}
