import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from '../devices/listen.ts';
import type { Line } from '../line/line.ts';
import { page } from './page.ts';

interface Needs {
  readonly status: () => unknown;
  readonly lines: readonly Pick<Line, 'name' | 'acknowledge'>[];
  /** Tells the cloud what still waits for more to go with. */
  readonly sendNow: () => void;
}

export interface Hmi {
  readonly url: string;
  close(): Promise<void>;
}

/** Who acknowledged, as far as this page can know: it asks nobody for a name. */
const OPERATOR = 'operator at the line';

/** Serves the operator's page on the loopback interface. Port 0 takes any free one. Rejects when the port is taken. */
export async function openHmi(needs: Needs, port: number): Promise<Hmi> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (request.method === 'GET' && path === '/' && isOwnHost(request)) showPage(response);
    else reply(response, ...answered(needs, request, path));
  });
  const bound = await listen(server, { host: '127.0.0.1', port });
  return {
    url: `http://127.0.0.1:${bound}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Answer = [status: number, body: unknown];

/** What fails here (the disk may be full) must not take the lines with it. */
function answered(needs: Needs, request: IncomingMessage, path: string): Answer {
  try {
    return answer(needs, request, path);
  } catch (error) {
    return [500, { detail: error instanceof Error ? error.message : String(error) }];
  }
}

function answer({ status, lines, sendNow }: Needs, request: IncomingMessage, path: string): Answer {
  // Another name for this address would let any web page read the line (DNS rebinding).
  if (!isOwnHost(request)) return [403, { detail: 'ask by the address of this machine' }];
  if (request.method === 'GET' && path === '/status') return [200, status()];
  const line = lines.find(({ name }) => path === `/lines/${encodeURIComponent(name)}/acknowledge`);
  const act = path === '/send' ? sendNow : line && (() => line.acknowledge(OPERATOR));
  if (act === undefined) return [404, { detail: `nothing at ${path}` }];
  if (request.method !== 'POST') return [405, { detail: 'acknowledge and send by POST' }];
  if (!isSameOrigin(request)) return [403, { detail: 'acknowledge and send from the page of this agent' }];
  act();
  return [202, {}];
}

/** A browser names the page a POST comes from; what is no browser names none, and cannot be tricked into anything. */
function isSameOrigin({ headers }: IncomingMessage): boolean {
  return headers.origin === undefined || headers.origin === `http://${headers.host}`;
}

const isOwnHost = ({ headers }: IncomingMessage) =>
  /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(headers.host ?? '');

const [, script = ''] = /<script>([\s\S]*)<\/script>/.exec(page) ?? [];
const [, style = ''] = /<style>([\s\S]*)<\/style>/.exec(page) ?? [];
const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = `default-src 'none'; connect-src 'self'; script-src ${hash(script)}; style-src ${hash(style)}; frame-ancestors 'none'`;

function showPage(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }).end(page);
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
}
