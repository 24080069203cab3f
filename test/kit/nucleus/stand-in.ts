import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { FrameFault, FrameReader, flags, type HeaderValue, kinds, writeFrame } from './frame.ts';
import { type Answer, type Ask, Operations, type OperationsNeeds } from './operations.ts';

interface NucleusNeeds extends OperationsNeeds {
  /** Where the Unix socket is made; its path may have 107 bytes at most. */
  readonly socket: string;
}

const TOKEN = 'token-of-the-component';

/**
 * Stands in for a Greengrass nucleus at its socket: frames and checksums are the real protocol's, and the device SDK is its client. What it
 * was told can be looked at, and it can be made to misbehave.
 */
export class Nucleus extends Operations {
  readonly #path: string;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  /** Connections that were let in. */
  connects = 0;

  constructor({ socket, ...needs }: NucleusNeeds) {
    super(needs);
    this.#path = socket;
  }

  /** What a component is started with. */
  get environment(): Record<string, string> {
    return { AWS_GG_NUCLEUS_DOMAIN_SOCKET_FILEPATH_FOR_COMPONENT: this.#path, SVCUID: TOKEN };
  }

  async start(): Promise<void> {
    rmSync(this.#path, { force: true });
    const server = createServer((socket) => this.#welcome(socket));
    this.#server = server;
    server.listen(this.#path);
    await once(server, 'listening');
  }

  /** Cuts every connection; who connects again is let in. */
  drop(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = once(server, 'close');
    server.close();
    this.drop();
    await closed;
  }

  #welcome(socket: Socket): void {
    this.#sockets.add(socket);
    const reader = new FrameReader();
    let isIn = false;
    const send = (headers: Record<string, HeaderValue>, payload: unknown = {}) => {
      if (socket.writable) socket.write(writeFrame({ headers, payload: Buffer.from(JSON.stringify(payload)) }));
    };
    const hangUp = (why: string) => {
      send({ ':message-type': kinds.protocolError, ':message-flags': flags.none, ':stream-id': 0 }, { message: why });
      socket.end();
    };
    socket
      .on('error', () => undefined)
      .on('close', () => {
        this.#sockets.delete(socket);
        this.forget(socket);
      });
    socket.on('data', (chunk) => {
      try {
        for (const { headers, payload } of reader.read(chunk)) {
          if (headers[':message-type'] === kinds.connect) {
            isIn = headers[':version'] === '0.1.0' && JSON.parse(payload.toString()).authToken === TOKEN;
            if (isIn) this.connects += 1;
            const accepted = isIn ? flags.connectionAccepted : flags.none;
            send({ ':message-type': kinds.connectAck, ':message-flags': accepted, ':stream-id': 0 });
          } else if (!isIn) hangUp('not connected');
          else if (headers[':message-type'] === kinds.ping) send({ ...headers, ':message-type': kinds.pong }, {});
          else this.#take(socket, headers, payload, send);
        }
      } catch (error) {
        if (!(error instanceof FrameFault)) throw error;
        hangUp(error.message);
      }
    });
  }

  #take(
    socket: Socket,
    headers: Readonly<Record<string, HeaderValue>>,
    payload: Buffer,
    send: (headers: Record<string, HeaderValue>, payload?: unknown) => void,
  ): void {
    const stream = Number(headers[':stream-id']);
    const isEnd = (Number(headers[':message-flags']) & flags.terminateStream) !== 0;
    const answer: Answer = (shape, body, { isFault = false, isLast = false } = {}) =>
      send(
        {
          ':message-type': isFault ? kinds.applicationError : kinds.application,
          ':message-flags': isFault || isLast ? flags.terminateStream : flags.none,
          ':stream-id': stream,
          ':content-type': 'application/json',
          'service-model-type': shape,
        },
        body,
      );
    if (headers['operation'] === undefined) {
      if (isEnd) this.forget(socket, stream);
      return;
    }
    const ask: Ask = { operation: String(headers['operation']), request: JSON.parse(payload.toString() || '{}') };
    this.operate(ask, { socket, stream, answer });
  }
}
