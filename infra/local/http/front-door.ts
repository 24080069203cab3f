import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { gatewayMessage, sendAnswer } from './gateway-answer.ts';
import { closeServer, listen } from './listen.ts';

/** The one port of the machine: mounts first, then the API. */
export interface FrontDoor {
  readonly url: string;
  /** Gives a path and everything below it to a listener; the longest mount wins. */
  mount(path: string, listener: RequestListener): void;
  /** Gives requests for a WebSocket to `take`, if `takes` wants them; any other is a request like all, as if it had not asked for an upgrade. */
  upgrade(takes: (request: IncomingMessage) => boolean, take: TakeSocket): void;
  /** From now on requests go in; before, they are answered 503. */
  open(api: RequestListener): void;
  /** Takes no more requests and lets those in hand end, at most so long. */
  close(graceMs: number): Promise<void>;
}

/** What Node hands over when the client may stop speaking HTTP. */
export type TakeSocket = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Listens on 127.0.0.1. Rejects when the port is taken. */
export async function openFrontDoor(port: number): Promise<FrontDoor> {
  const mounts = new Map<string, RequestListener>();
  let api: RequestListener | undefined;
  const doors: { takes: (request: IncomingMessage) => boolean; take: TakeSocket }[] = [];
  const doorFor = (request: IncomingMessage) => doors.find(({ takes }) => takes(request));
  const serve = (request: IncomingMessage, response: ServerResponse) => {
    const listener = mountedAt(mounts, request.url ?? '/') ?? api;
    if (listener) listener(request, response);
    else sendAnswer(response, gatewayMessage(503, 'Service Unavailable', { 'retry-after': '1' }));
  };
  const shouldUpgradeCallback = (request: IncomingMessage) => asksForSocket(request) && doorFor(request) !== undefined;
  const server = createServer({ shouldUpgradeCallback }, serve);
  server.on('upgrade', (request, socket, head) => doorFor(request)?.take(request, socket, head));
  const bound = await listen(server, port);
  return {
    url: `http://127.0.0.1:${bound}`,
    mount: (path, listener) => void mounts.set(path.replace(/\/$/, ''), listener),
    upgrade: (takes, take) => void doors.push({ takes, take }),
    open: (listener) => {
      api = listener;
    },
    close: (graceMs) => closeServer(server, graceMs),
  };
}

const asksForSocket = ({ headers }: IncomingMessage) => headers.upgrade?.toLowerCase() === 'websocket';

function mountedAt(mounts: ReadonlyMap<string, RequestListener>, url: string): RequestListener | undefined {
  const [path = '/'] = url.split('?');
  const [best] = [...mounts.keys()]
    .filter((mount) => path === mount || path.startsWith(`${mount}/`))
    .toSorted((a, b) => b.length - a.length);
  return best === undefined ? undefined : mounts.get(best);
}
